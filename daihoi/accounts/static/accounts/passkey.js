// Passkeys: the device asks for a finger, a face or a PIN; what it answers goes into the form.
// data-passkey = "sign-in" (options are fetched), "confirm" or "add" (options stand in #passkey-options).
// webauthnJSON comes from allauth's webauthn-json.js, which is loaded before.

const options = async (form) => {
  if (form.dataset.passkey === "sign-in") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()).request_options;
  }
  return JSON.parse(document.getElementById("passkey-options").textContent);
};

const create = (form, asked) => {
  const choice = asked.publicKey.authenticatorSelection ?? {};
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  choice.residentKey = alone ? "required" : "discouraged";
  choice.requireResidentKey = alone;
  if (alone) choice.userVerification = "required";
  asked.publicKey.authenticatorSelection = choice;
  return window.webauthnJSON.create(asked);
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false; // where a key can be used at all
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const said = document.querySelector("[data-passkey-failed]");
    if (said) said.hidden = true;
    try {
      const asked = await options(form);
      const made = await (form.dataset.passkey === "add" ? create(form, asked) : window.webauthnJSON.get(asked));
      form.querySelector("[name=credential]").value = JSON.stringify(made);
      form.submit();
    } catch (error) {
      if (said) said.hidden = false;
    }
  }, { capture: true });
}
