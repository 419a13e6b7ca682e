// [data-roll-search]: typing narrows the roll, Enter marks present whom the words name alone and
// says whom (roll_search.js). Without this script the form asks the server.
import { RollSearch } from "./roll_search.js";

const form = document.querySelector("[data-roll-search]");
const said = document.querySelector("[data-roll-said]");
let marking = ""; // the line whose mark is on its way

const search = form && new RollSearch({
  form,
  said,
  roll: "#roll",
  press: (line) => {
    marking = line.id;
    line.querySelector("[data-mark]").click();
  },
});

function tell() {
  const line = document.getElementById(marking);
  marking = "";
  if (line?.hasAttribute("data-marked")) search.say(said.dataset.rollSaid, { name: line.dataset.said });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "roll" || event.detail.elt?.id === "roll") {
    search?.narrow();
    if (marking) tell();
    search?.field.focus();
  }
});
