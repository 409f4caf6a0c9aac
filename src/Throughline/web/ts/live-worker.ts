import { LiveSource } from "./live-source";

// Browsers allow six connections a host, so all pages of one browser share this one.
const pages = new Map<MessagePort, string[]>();
const source = new LiveSource((topic) => {
  for (const [page, topics] of pages) if (topics.includes(topic)) page.postMessage(topic);
});

addEventListener("connect", (event) => {
  const page = (event as MessageEvent).ports[0];
  if (!page) return;
  page.addEventListener("message", (message: MessageEvent<string[]>) => {
    if (message.data.length === 0) pages.delete(page);
    else pages.set(page, message.data);
    source.watch([...pages.values()].flat());
  });
  page.start();
});
