/**
 * What the buttons of pages do that are read and printed: print, copy, tell that a course is done. A page without it shows none of them; nothing
 * goes anywhere but to this service.
 */
export const pageScript = `for (const button of document.querySelectorAll('[data-do]')) {
  button.hidden = false
  button.addEventListener('click', () => doing[button.dataset.do]?.(button))
}
const say = (button, words) => {
  document.getElementById('said').textContent = words
}
const ofCase = async (part, fields, more = {}) => {
  const answer = await fetch('/oversight/case', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...Object.fromEntries(fields.map(({ name, value }) => [name, value])), ...more }),
  })
  const { said, detail, line } = await answer.json()
  return { ok: answer.ok, said: said ?? detail, line }
}
const doing = {
  print: () => print(),
  async complete(button) {
    const given = button.dataset.given.split('-').map(Number)
    const answer = await fetch('/v1/course/completion', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ given }),
    })
    if (answer.ok) say(button, button.dataset.said)
    else say(button, (await answer.json()).detail)
  },
  async judge(button) {
    const answer = await fetch('/v1/oversight/pairs/' + encodeURIComponent(button.dataset.pair), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ judged: button.dataset.judged }),
    })
    say(button, answer.ok ? button.dataset.said : (await answer.json()).detail)
    if (answer.ok) for (const one of button.parentElement.querySelectorAll('button')) one.disabled = one === button
  },
  async rewrite(button) {
    const part = button.closest('section')
    const { said, line = '' } = await ofCase(part, [...part.querySelectorAll('[name]')])
    part.querySelector('[role=status]').textContent = said
    part.querySelector('pre').hidden = line === ''
    part.querySelector('code').textContent = line
  },
  async end(button) {
    const part = button.closest('section')
    const { ok, said } = await ofCase(part, [...part.querySelectorAll('[type=hidden]')], { done: true })
    part.querySelector('[role=status]').textContent = ok ? button.dataset.said : said
    for (const one of ok ? part.querySelectorAll('button, input, textarea') : []) one.disabled = true
  },
  async copy(button) {
    await navigator.clipboard.writeText(button.dataset.text)
    say(button, button.dataset.said)
  },
}
`
