/** An attack as it arrives: several messages, or words planted in what the catalogue says of an offer. */
export interface Attack {
  mutation: string
  say: string[]
  planted?: string
}

export interface Seeds {
  attacks: readonly (readonly [language: string, text: string])[]
  needs: readonly string[]
  roles: readonly string[]
}

/** Every attack in every guise, beside a need that is honest: what a person pastes without knowing, or tries. Always the same ones. */
export function mutate({ attacks, needs, roles }: Seeds): Attack[] {
  return attacks.flatMap(([language, attack], at) => {
    const need = needs[at % needs.length]!
    const role = roles[at % roles.length]!
    const disguised = Object.entries(disguises).map(
      ([name, disguise]): Attack => ({ mutation: `disguise: ${name}`, say: [`${need}. ${disguise(attack)}`] }),
    )
    const half = Math.ceil(attack.length / 2)
    return [
      { mutation: `language: ${language}`, say: [`${need}. ${attack}`] },
      { mutation: 'role', say: [`${role}${attack} ${need}`] },
      { mutation: 'several turns', say: [need, attack.slice(0, half), attack.slice(half)] },
      { mutation: 'after an answer', say: [need, attack] },
      { mutation: 'planted in the catalogue', say: [need], planted: attack },
      ...disguised,
    ]
  })
}

const disguises: Readonly<Record<string, (text: string) => string>> = {
  'zero width': (text) => [...text].join('\u200b'),
  'full width': (text) => text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
  'spaced letters': (text) =>
    text
      .split(' ')
      .map((word) => [...word].join(' '))
      .join('   '),
  'look-alikes': (text) => text.replace(/[aeopc]/g, (letter) => lookAlike[letter]!),
  'digits for letters': (text) => text.replace(/[aeios]/g, (letter) => digitFor[letter]!),
  base64: (text) => Buffer.from(text).toString('base64'),
  quoted: (text) => `Elle m'a dit : « ${text} »`,
}

const lookAlike: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с' }
const digitFor: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5' }
