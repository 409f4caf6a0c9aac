/** Something a mark of a chart leads to. */
export interface MarkLink {
  text: string;
  href: string;
}

/** Asks what to do with a mark of a chart that leads to several things. */
export function openMarkMenu(title: string, links: MarkLink[]): void {
  document.getElementById("mark-menu")?.remove();
  const menu = document.createElement("dialog");
  menu.id = "mark-menu";
  menu.className = "mark-menu";
  const heading = document.createElement("h2");
  heading.textContent = title;
  menu.append(heading);
  for (const { text, href } of links) {
    if (!href.startsWith("/") || href.startsWith("//")) continue;
    const link = document.createElement("a");
    link.className = "menu-item";
    link.textContent = text;
    link.href = href;
    menu.append(link);
  }
  menu.addEventListener("click", (event) => { if (event.target === menu) menu.close(); });
  menu.addEventListener("close", () => menu.remove());
  document.body.append(menu);
  menu.showModal();
}
