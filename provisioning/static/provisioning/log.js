/* Says on the button what will be saved. The page works without it. */

const DAY = 24 * 60;
const form = document.querySelector("form[data-log]");
const button = form?.querySelector("[data-save]");
const plain = button?.textContent ?? "";

/** Minutes of "1:30", "1.5" or "1,5"; nothing for what the server would refuse. */
function minutes(words) {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(words);
  const hours = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(words);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  return hours ? Math.round(Number(`${hours[1]}.${hours[2] ?? 0}`) * 60) : 0;
}

function say(amount) {
  const { hours, minutes: short, both } = button.dataset;
  const whole = Math.floor(amount / 60);
  const rest = amount % 60;
  const pattern = whole && rest ? both : whole ? hours : short;
  return pattern.replace("{hours}", whole).replace("{minutes}", rest);
}

function chosen() {
  const chip = form.querySelector("input[name=length]:checked");
  return chip?.value === "other" ? minutes(form.elements.other.value.trim()) : Number(chip?.value ?? 0);
}

function show() {
  const amount = chosen();
  const fits = amount > 0 && amount <= DAY;
  button.textContent = fits ? button.dataset.save.replace("{amount}", say(amount)) : plain;
}

if (button) {
  form.addEventListener("input", show);
  show();
}

document.getElementById("errors")?.focus();
