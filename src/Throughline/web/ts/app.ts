import htmx from "htmx.org";
import "./requests";
import "./theme";
import "./times";
import "./copy";
import "./menus";
import "./tabs";
import "./tips";
import "./keyboard";
import "./lists";
import "./filters";
import "./sight";
import "./fades";
import "./legends";
import "./picture";
import "./sheets";
import "./folding";
import "./faults";
import "./bulk";
import "./clocks";
import "./live";
import "./morphing";
import "rooms";

// htmx would wait until the charts are there as well, and what somebody chooses until then would go nowhere.
htmx.process(document.body);
