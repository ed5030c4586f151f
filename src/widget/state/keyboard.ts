/** Whether what has the focus takes letters itself: a box, a list, a field. */
export function takesLetters(event: KeyboardEvent): boolean {
  const on = event.composedPath()[0] as HTMLElement
  return on.matches?.('input:not([type=checkbox], [type=radio]), textarea, select') || on.isContentEditable === true
}

/** What has the focus, also inside shadow roots. */
export function focusedElement(): HTMLElement | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active as HTMLElement | null
}
