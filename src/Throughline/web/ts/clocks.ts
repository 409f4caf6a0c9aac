/** Clocks that run out go on by themselves, to the minute. */
const minute = 60_000;
const tones = ["tone-hurt", "tone-watch", "tone-plain"] as const;

/** As the server says it: the two largest units. */
function howLong(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days >= 10) return `${Math.round(minutes / 1440)} d`;
  if (days > 0) return hours ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest ? `${hours} h ${rest} min` : `${hours} h`;
  return rest ? `${rest} min` : "0 s";
}

function turn(): void {
  for (const clock of document.querySelectorAll<HTMLElement>("[data-until]")) {
    const left = Math.trunc((Number(clock.dataset.until) - Date.now()) / minute);
    const text = clock.querySelector("span");
    const said = (left < 0 ? clock.dataset.over : clock.dataset.left)?.replace("{0}", howLong(Math.abs(left))) ?? "";
    if (text && text.textContent !== said) text.textContent = said;
    clock.classList.remove(...tones);
    clock.classList.add(left < 0 ? tones[0] : left * minute < Number(clock.dataset.soon) ? tones[1] : tones[2]);
  }
}

setInterval(turn, minute / 2);

export {};
