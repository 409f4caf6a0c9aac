import { Idiomorph } from "idiomorph/htmx";

// A part that is brought up to date keeps what the person did with it: what they opened stays open, what they loaded stays.
const callbacks = Idiomorph.defaults.callbacks;
callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.matches("details[data-keep]"));
callbacks.beforeNodeMorphed = (old) => !(old instanceof Element && old.matches("[data-loaded]"));
