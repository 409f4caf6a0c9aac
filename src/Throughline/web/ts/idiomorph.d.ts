declare module "idiomorph/htmx" {
  interface Callbacks {
    beforeNodeMorphed(old: Node, fresh: Node): boolean;
    beforeAttributeUpdated(name: string, node: Element, kind: "update" | "remove"): boolean;
  }
  export const Idiomorph: { defaults: { callbacks: Callbacks } };
}
