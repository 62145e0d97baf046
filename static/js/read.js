// Reads the page aloud (朗读) with the voice of the device; the button appears only where there is one.

const button = document.querySelector("[data-read]");

if (button && "speechSynthesis" in window) {
  const words = button.querySelector("span");
  const start = words.textContent;
  const show = (reading) => {
    words.textContent = reading ? button.dataset.stop : start;
    button.setAttribute("aria-pressed", String(reading));
  };
  button.hidden = false;
  show(false);
  button.addEventListener("click", () => {
    if (window.speechSynthesis.speaking) {
      window.speechSynthesis.cancel();
      show(false);
      return;
    }
    const speech = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    speech.lang = document.documentElement.lang;
    speech.addEventListener("end", () => show(false));
    window.speechSynthesis.speak(speech);
    show(true);
  });
}
