import { html, type TemplateResult } from 'lit'

/** Whom one turns to, each with what for, as the agency wrote them: parted by semicolons; an e-mail address becomes a link. */
export const referents = (said: string): TemplateResult =>
  html`<ul class="plain">${said.split(';').map((one) => html`<li>${contact(one.trim())}</li>`)}</ul>`

const contact = (referent: string) =>
  referent
    .split(/([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/)
    .map((part, index) =>
      index % 2 === 0 ? part.replaceAll(/(?<=\d) (?=\d)/g, '\u00a0') : html`<a href="mailto:${part}">${part}</a>`,
    )
