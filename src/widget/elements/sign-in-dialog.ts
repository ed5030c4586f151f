import { css, html, LitElement } from 'lit'
import type { Locale } from '../../../guardrails/finding.ts'

/** True once somebody has signed in, in a window of its own; false where that was put off. */
export function askToSignIn(address: string, locale: Locale): Promise<boolean> {
  const asked = document.createElement('eventail-session-over') as SessionOver
  asked.locale = locale
  asked.address = address
  document.body.append(asked)
  return asked.answer.finally(() => asked.remove())
}

class SessionOver extends LitElement {
  static override properties = { locale: {}, address: {} }
  static override styles = css`
    dialog {
      max-width: 26rem;
      border: 1px solid currentColor;
      border-radius: 0.75rem;
      padding: 1.5rem;
      font: 1rem / 1.5 system-ui, sans-serif;
      color-scheme: light dark;
      color: CanvasText;
      background: Canvas;
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    h2 {
      margin: 0 0 0.5rem;
      font-size: 1.25rem;
    }
    p {
      margin: 0 0 1rem;
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 0.75rem;
    }
    button {
      font: inherit;
      min-height: 2.75rem;
      padding: 0.25rem 1rem;
      border: 1px solid #0f5563;
      border-radius: 0.5rem;
      color: CanvasText;
      background: Canvas;
      cursor: pointer;
    }
    .primary {
      color: #fff;
      background: #0f5563;
    }
    button:focus-visible {
      outline: 3px solid currentColor;
      outline-offset: 2px;
    }
  `

  declare locale: Locale
  declare address: string
  private settle!: (signedIn: boolean) => void
  /** True once somebody has signed in, false where the window was closed. */
  readonly answer = new Promise<boolean>((settle) => {
    this.settle = settle
  })
  /** Told by the page that a sign-in in a window of its own ends on (/signed-in), in whichever tab. */
  private readonly channel = new BroadcastChannel('eventail-signed-in')

  override connectedCallback(): void {
    super.connectedCallback()
    this.channel.onmessage = () => this.settle(true)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.channel.close()
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')!.showModal()
  }

  protected override render() {
    const { title, detail, signIn, later } = words[this.locale]
    return html`<dialog lang=${this.locale} aria-labelledby="title" @close=${() => this.settle(false)}>
      <h2 id="title">${title}</h2>
      <p>${detail}</p>
      <div>
        <button type="button" class="primary" autofocus @click=${this.open}>${signIn}</button>
        <button type="button" @click=${() => this.settle(false)}>${later}</button>
      </div>
    </dialog>`
  }

  private open(): void {
    window.open(`${this.address}?return=/signed-in`, 'eventail-sign-in', 'popup,width=520,height=720')
  }
}
customElements.define('eventail-session-over', SessionOver)

const fr = {
  title: 'Votre session est terminée',
  detail: 'Reconnectez-vous dans une petite fenêtre : cette page reste telle quelle, et votre demande repart aussitôt.',
  signIn: 'Se reconnecter',
  later: 'Plus tard',
}

const en: typeof fr = {
  title: 'Your session is over',
  detail: 'Sign in again in a small window: this page stays as it is, and your request goes on at once.',
  signIn: 'Sign in again',
  later: 'Later',
}

const words: Record<Locale, typeof fr> = { fr, en }
