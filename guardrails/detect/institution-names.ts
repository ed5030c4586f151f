import institutions from '../lexicon/institutions.json' with { type: 'json' }

const institutionWords = new Set(institutions.hosts)
const institutionParts = institutions.parts

/** The words of the name, alone or two by two: "www.mission-locale.fr", "greta-lorraine.fr", "opco2i.fr". */
export function isInstitution(name: string): boolean {
  const words = name.split(/[./-]/)
  return words.some(
    (word, index) =>
      institutionWords.has(word) ||
      institutionWords.has(`${word}-${words[index + 1]}`) ||
      institutionParts.some((part) => word.startsWith(part) || word.endsWith(part)),
  )
}
