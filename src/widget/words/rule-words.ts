import type { Rule } from '../../criteria/judging.ts'
import { euros, shortDay, told } from './format.ts'
import type { Messages } from './messages-fr.ts'

type Value = string | number | boolean | null

/** What a rule found beside what it asked, each with its unit: "45 km au lieu de 30"; "45 km au lieu de 30". */
export function ruleWords(
  { rule, value, limit }: { rule: Rule; value: Value; limit: Value },
  messages: Messages,
): string {
  const { exclusions: words } = messages
  if (value === null || limit === null) return words.rules[rule]
  const say = (one: Value) => withUnit(rule, one, messages)
  const said = words.beside[rule]
  // "45 km au lieu de 30": a distance gives its unit once.
  const asked = rule === 'distance' ? told(limit, messages) : say(limit)
  return said ? said(say(value), asked) : words.because(words.rules[rule], say(value), say(limit))
}

function withUnit(rule: Rule, value: Value, messages: Messages): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return shortDay(value, messages)
  if (typeof value !== 'number') return told(value, messages)
  if (rule === 'price') return euros(value, messages)
  const unit = ({ distance: 'km', hours: 'h' } as const)[rule as 'distance' | 'hours']
  return unit ? `${told(value, messages)} ${unit}` : told(value, messages)
}
