const element = (id) => document.getElementById(id)
const { suites, lines, compared } = JSON.parse(element('data').textContent)
for (const select of [element('suite'), element('beside')])
  for (const [at, name] of suites.entries()) select.append(new Option(name, at))
for (const [at, id] of ['suite', 'beside'].entries()) if (compared[at] !== undefined) element(id).value = compared[at]
const keyOf = (suite, one) => `${suite} ${one[1]} ${one[3]}`
const byKey = new Map(lines.map((one) => [keyOf(one[0], one), one]))
const page = 50
let limit = page
let found = []

function filter() {
  const [suite, part, words] = ['suite', 'part', 'words'].map((id) => element(id).value)
  const wanted = words.toLowerCase()
  const failing = element('failing').checked
  found = lines.filter(
    (one) =>
      (suite === '' || one[0] === Number(suite)) &&
      (part === '' || one[2] === part) &&
      (!failing || one[4] < 1 || besideOf(one)?.[4] < 1) &&
      (wanted === '' || `${one[1]} ${one[5]} ${one[8]} ${one[10]} ${one[11]}`.toLowerCase().includes(wanted)),
  )
  limit = page
  draw()
}

/** The same case in the suite that is looked at beside it. */
function besideOf(one) {
  const beside = element('beside').value
  return beside === '' ? undefined : byKey.get(keyOf(beside, one))
}

function draw() {
  element('count').textContent = `${found.length} of ${lines.length} results`
  element('list').replaceChildren(...found.slice(0, limit).map(row))
  element('more').hidden = found.length <= limit
}

function row(one) {
  const [suite, id, part, trial, , low, ms, tokens] = one
  const item = document.createElement('li')
  const fold = document.createElement('details')
  const costs = [trial > 1 ? `trial ${trial}` : '', `${ms} ms`, tokens > 0 ? `${tokens} tokens` : '', one[11] && `${one[11].split('\n\n')[0].split('\n').length} refused`].filter(Boolean)
  const other = besideOf(one)
  const moved = !other || other[4] === one[4] ? '' : other[4] < one[4] ? 'WORSE BESIDE · ' : 'BETTER BESIDE · '
  const named = [element('suite').value === '' && suites[suite], `${id} (${part})`, beginning(one[8])]
  fold.append(text('summary', `${moved}${named.filter(Boolean).join(' · ')} · ${low || 'holds'}; ${costs.join(', ')}`))
  fold.addEventListener('toggle', () => fold.open && fold.childElementCount === 1 && open(fold, one), { once: true })
  item.append(fold)
  return item
}

/** How its first line begins, which is what was said: a case is known by that, not by its number. */
function beginning(shown) {
  const [line] = shown.split('\n')
  return line.length > 90 ? `${line.slice(0, 89)}…` : line
}

function open(fold, one) {
  const other = besideOf(one)
  // The prompt is long: it stands last.
  const parts = [
    ['What happened', 8],
    ['Refused, and why', 11],
    ['Replied', 10],
    ['Sent', 9],
  ]
  for (const [title, at] of parts) {
    if (!one[at] && !other?.[at]) continue
    fold.append(text('h3', other ? `${title}: ${suites[one[0]]}, then ${suites[other[0]]}` : title))
    const pair = document.createElement('div')
    pair.className = 'pair'
    if (other) pair.append(...differing(one[at], other[at]))
    else pair.append(text('pre', one[at]))
    fold.append(pair)
  }
  if (fold.childElementCount === 1) fold.append(text('p', 'Its text is not here: nobody may read this half, or 200 others of its suite scored lower.'))
}

/** Both texts, the words that only one of them has marked: what they begin and end with alike apart, the longest common sequence of words. */
function differing(one, other) {
  const [a, b] = [one, other].map((said) => said.split(/(\s+)/))
  const least = Math.min(a.length, b.length)
  let [head, tail] = [0, 0]
  while (head < least && a[head] === b[head]) head += 1
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const [mine, theirs] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)]
  const [left, right] = [drawn(), drawn()]
  for (const side of [left, right]) side.add('', a.slice(0, head).join(''))
  for (const [kind, word] of steps(mine, theirs)) {
    if (kind !== 'ins') left.add(kind, word)
    if (kind !== 'del') right.add(kind, word)
  }
  for (const side of [left, right]) side.add('', a.slice(a.length - tail).join(''))
  return [left.done(), right.done()]
}

/** How one list of words becomes the other. Lists that are too long for the table of both have nothing in common. */
function steps(a, b) {
  const marked = [...a.map((word) => ['del', word]), ...b.map((word) => ['ins', word])]
  if (a.length === 0 || b.length === 0 || a.length * b.length > 2_000_000) return marked
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1])
  const taken = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      taken.push(['', a[i++]])
      j += 1
    } else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1])) taken.push(['del', a[i++]])
    else taken.push(['ins', b[j++]])
  }
  return taken
}

/** A text in as few elements as it has stretches that are marked alike. */
function drawn() {
  const made = document.createElement('pre')
  let [kind, words] = ['', '']
  const end = () => {
    if (words !== '') made.append(kind === '' ? words : text(kind, words))
    words = ''
  }
  return {
    add(next, word) {
      if (next !== kind) end()
      kind = next
      words += word
    },
    done() {
      end()
      return made
    },
  }
}

function text(tag, content) {
  const made = document.createElement(tag)
  made.textContent = content
  return made
}

element('filters').addEventListener('input', filter)
element('filters').addEventListener('submit', (event) => event.preventDefault())
element('more').addEventListener('click', () => {
  limit += page
  draw()
})
filter()
