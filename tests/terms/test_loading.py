"""Files of rules that are wrong: what is said of them, with the rule's name."""

import pytest

from tutela.terms.loading import RuleError, read_rules

RULE = "id: some-term, term: a term, level: avoid, about: act, reason: R., forms: [a term]"

WRONG = {
    "unknown key under instead": (
        f"- {{{RULE}, instead: [{{when: groomed, forced or extorted, write: another term}}]}}",
        ["“some-term” (en)", "unknown keys under “instead”: “forced or extorted”", "comma"],
    ),
    "half of a replacement is a key": (
        f"- {{{RULE}, instead: [{{when: in a report, write: money, goods or favours, gifts}}]}}",
        ["“some-term”", "“gifts”, “goods or favours”"],
    ),
    "instead without write": (f"- {{{RULE}, instead: [{{when: in a law}}]}}", ["“some-term”", "“write” is missing"]),
    "unknown key": (f"- {{{RULE}, forbidden: [x]}}", ["“some-term”", "unknown keys: forbidden"]),
    "no level": ("- {id: some-term, term: t, about: act, reason: R., forms: [a]}", ["“level” is missing"]),
    "unknown level": (f"- {{{RULE.replace('avoid', 'never')}}}", ["“some-term”", "'never'"]),
    "unknown subject": (f"- {{{RULE.replace('act', 'law')}}}", ["“some-term”", "'law'"]),
    "unknown source": (f"- {{{RULE}, source: hearsay}}", ["“some-term”", "unknown source"]),
    "an expression that cannot be read": (f"- {{{RULE.replace('[a term]', '[... term]')}}}", ["begins with a gap"]),
    "a fix without words": (f"- {{{RULE}, fixes: [{{forms: [a term]}}]}}", ["“some-term”", "“write” is missing"]),
    "an unknown key under fixes": (
        f"- {{{RULE}, fixes: [{{forms: [a term], write: one word, two words}}]}}",
        ["“some-term”", "unknown keys under “fixes”: “two words”"],
    ),
    "the same id twice": (f"- {{{RULE}}}\n- {{{RULE}}}", ["“some-term”", "twice"]),
    "unknown group": (f"- {{{RULE.replace('[a term]', '[<child>]')}}}", ["“some-term”", "group “child”"]),
    "not YAML": ("- {id: some-term", ["“en”", "not YAML"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_rule_is_refused_by_name(case: str) -> None:
    text, told = WRONG[case]
    with pytest.raises(RuleError) as refused:
        read_rules(text, "en")
    assert [part for part in told if part not in refused.value.what] == []
    assert refused.value.next_step


def test_what_to_write_is_a_phrase_with_or_without_a_condition() -> None:
    (rule,) = read_rules(f"- {{{RULE}, instead: [one, {{write: two}}, {{when: 'in law, say', write: three}}]}}", "en")
    assert [(one.write, one.when) for one in rule.instead] == [("one", ""), ("two", ""), ("three", "in law, say")]
