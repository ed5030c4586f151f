/** Fills `{slot}` from the values; undefined when a slot has no value. */
export function fill(template: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  let complete = true
  const filled = template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = values[slot]
    if (value === undefined) complete = false
    return value ?? ''
  })
  return complete ? tidy(filled) : undefined
}

export function tidy(text: string): string {
  return text.replace(/ {2,}/g, ' ').trim()
}

/** As said in a sentence: "Lyon 3e", not "Lyon 3e Arrondissement". */
export function spokenTown(name: string): string {
  return name.replace(/ Arrondissement$/, '')
}

/** Templates that read well around a title: a title with a colon does not take a second one. */
export function fitting(templates: readonly string[], title: string): readonly string[] {
  if (!title.includes(' : ')) return templates
  const without = templates.filter((template) => !template.includes(' : '))
  return without.length > 0 ? without : ['{title}']
}

/** "à Lyon", "au Mans", "aux Ulis", "à La Rochelle". */
export function inTown(commune: string): string {
  const name = spokenTown(commune)
  if (name.startsWith('Le ')) return `au ${name.slice(3)}`
  if (name.startsWith('Les ')) return `aux ${name.slice(4)}`
  return `à ${name}`
}

export function lowerFirst(text: string): string {
  // "BTS", "CAP", "Sécurité" : only a capital followed by a small letter, or alone ("À"), is the capital of a sentence.
  return /^\p{Lu}(?:\p{Ll}|$|\s)/u.test(text) ? text.charAt(0).toLocaleLowerCase('fr') + text.slice(1) : text
}

export function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1)
}

export function weeksInWords(weeks: number): string {
  return weeks === 1 ? '1 semaine' : `${weeks} semaines`
}

/** "a", "a et b", "a, b et c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)}`
}

export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
