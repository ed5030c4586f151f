import { describe, expect, it } from 'vitest'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const judge = (text: string, placeholders = createPlaceholders()) =>
  guard(text, defaultPolicy, { locale: 'fr', placeholders })

describe('a story', () => {
  it.each([
    ['Il est diabétique et cherche un poste de cariste à Lens', '[…] et cherche un poste de cariste à Lens'],
    ['Formation à Gap, c’est pour une dame malentendante', 'Formation à Gap, […]'],
    ['Il ne peut pas porter plus de 5 kg à cause de sa hernie', 'Il ne peut pas porter plus de 5 kg […]'],
    ['Elle dort dans sa voiture, elle vise un poste logé', '[…], elle vise un poste logé'],
    ['Mme Diallo est sous curatelle, elle veut un CDI', 'Mme [PERSONNE_1] […], elle veut un CDI'],
    ['ressortissante roumaine, coiffure, budget 2000 €', '[…], coiffure, budget 2000 €'],
    ['CAP cuisine à Lens (demandeur d’asile depuis mars), le soir', 'CAP cuisine à Lens ([…]), le soir'],
  ])('is taken out of “%s”, and the need beside it stays', (message, redacted) => {
    expect(judge(message)).toMatchObject({ action: 'alert', text: redacted })
  })

  it('is blocked where nothing but sensitive data was said', () => {
    expect(judge('Il est diabétique.').action).toBe('block')
    expect(judge('Mon usager est musulman').action).toBe('block')
  })

  it('is told by its type, and its words come back on no screen', () => {
    const placeholders = createPlaceholders()
    const { text, findings } = judge('Karim Benali est schizophrène, il cherche un stage', placeholders)
    expect(findings.map(({ type }) => type)).toEqual(['PERSON', 'HEALTH'])
    expect(placeholders.restore(text)).toBe('Karim Benali […], il cherche un stage')
  })

  it.each([
    'Titre de séjour exigé ?',
    'Il veut être éducateur en addictologie',
    'Formation d’interprète LSF à Lille',
    'moniteur handisport',
    'Le récépissé de demande de renouvellement suffit-il pour l’inscription ?',
    'Titulaire d’une carte de séjour pluriannuelle, a-t-elle droit au CPF ?',
    'pas de port de charges, pas de nuit',
  ])('is none in “%s”: a topic, a trade, a right or a condition', (message) => {
    expect(judge(message).action).toBe('pass')
  })
})
