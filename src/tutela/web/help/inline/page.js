// The exit: takes the place of the page in the history, at a press of the button or of Shift three times.
(() => {
const exit = document.getElementById("exit");
const leave = () => {
document.title = "";
document.body.hidden = true;
if (window.speechSynthesis) speechSynthesis.cancel();
location.replace(exit.href);
};
exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });
let presses = 0, last = 0;
addEventListener("keydown", (event) => {
if (event.key !== "Shift") { presses = 0; return; }
if (event.repeat) return;
presses = event.timeStamp - last < 1500 ? presses + 1 : 1;
last = event.timeStamp;
if (presses === 3) leave();
});
// Reading aloud: only with a voice that is on the device, for others would send the text away.
const button = document.getElementById("aloud");
if (!button || !window.speechSynthesis) return;
const language = document.documentElement.lang;
const voice = () => speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
const show = () => { button.hidden = !voice(); };
const say = (on) => { button.setAttribute("aria-pressed", on); };
show();
speechSynthesis.addEventListener("voiceschanged", show);
button.addEventListener("click", () => {
const speaking = button.getAttribute("aria-pressed") === "true";
speechSynthesis.cancel();
say(false);
if (speaking) return;
say(true);
const parts = [...document.querySelectorAll("[data-aloud] :is(h1, h2, h3, p, li)")].filter((one) => !one.querySelector("p, li"));
parts.forEach((part, place) => {
const spoken = new SpeechSynthesisUtterance(part.textContent);
spoken.lang = language;
spoken.voice = voice();
if (place === parts.length - 1) spoken.onend = () => say(false);
speechSynthesis.speak(spoken);
});
});
addEventListener("pagehide", () => speechSynthesis.cancel());
})();
