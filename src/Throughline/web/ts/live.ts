import { LiveSource } from "./live-source";
import { onContent } from "./page";

// `data-live="customer:42"` anywhere on the page subscribes; news arrives as the event `live:customer:42` on the body,
// for htmx to refresh what it concerns: hx-trigger="live:customer:42 from:body".
function pass(topic: string): void {
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail: topic }));
}

/** At once, then at most once a second; what came in between is told at its end, so that the last news is never missed. */
const pause = 1000;
const resting = new Map<string, boolean>();

function tell(topic: string): void {
  if (resting.has(topic)) {
    resting.set(topic, true);
    return;
  }
  pass(topic);
  resting.set(topic, false);
  setTimeout(() => {
    const more = resting.get(topic);
    resting.delete(topic);
    if (more) tell(topic);
  }, pause);
}

function topicsOnPage(): string[] {
  const marked = [...document.querySelectorAll<HTMLElement>("[data-live]")];
  return marked.flatMap((element) => (element.dataset.live ?? "").split(/\s+/)).filter((topic) => topic !== "");
}

function connect(): (topics: string[]) => void {
  const script = document.body.dataset.liveWorker;
  if (typeof SharedWorker === "undefined" || !script) {
    const source = new LiveSource(tell);
    return (topics) => source.watch(topics);
  }
  const worker = new SharedWorker(script, "throughline-live");
  worker.port.addEventListener("message", (event: MessageEvent<string>) => tell(event.data));
  worker.port.start();
  return (topics) => worker.port.postMessage(topics);
}

let watch: ((topics: string[]) => void) | null = null;
let watched = "";

function update(topics: string[]): void {
  if (topics.join() === watched) return;
  watch ??= connect();
  watched = topics.join();
  watch(topics);
}

onContent(() => update(topicsOnPage()));
addEventListener("pagehide", () => update([]));
addEventListener("pageshow", () => update(topicsOnPage()));
