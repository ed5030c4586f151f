import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { isFollowUp } from './follow-up.ts'

const optionTitles = ['Titre professionnel Cuisinier', 'Commis de cuisine : les bases', 'CAP Pâtissier']
const about = (text: string, hasOptions = true) =>
  isFollowUp(mintRedacted(text), { hasOptions, optionTitles, locale: 'fr' })

describe('with options on screen', () => {
  it.each([
    'laquelle est la plus courte ?',
    'y a-t-il un stage ?',
    'et le prix restant ?',
    'la deuxième commence quand ?',
    'est-ce que le CAP pâtissier se fait en alternance ?',
    'commis de cuisine, c’est combien d’heures ?',
    'ça dure combien de temps',
    'dites-moi en plus sur la troisième',
    'que veut dire mixte ?',
    'elle coûte combien la moins chère ?',
    'à quelle distance est la plus proche ?',
    'est-il possible de visiter le centre ?',
  ])('"%s" asks about them', (text) => {
    expect(about(text)).toBe(true)
  })

  it.each([
    'plutôt à distance',
    'pas ceux-là, d’autres',
    'aucune des deux ne convient',
    'pas la première',
    'celle-là mais à distance',
    'finalement à Nantes',
    'oublie la date',
    'un peu plus loin',
    'quelque chose qui embauche',
    'que du présentiel',
    'la moins chère possible',
    'est-il possible de trouver moins cher ?',
    'et pour devenir aide-soignante ?',
    'est-ce qu’il existe un stage de français à Lens ?',
  ])('"%s" asks for something new', (text) => {
    expect(about(text)).toBe(false)
  })

  it('nothing is about options when there are none', () => {
    expect(about('laquelle est la plus courte ?', false)).toBe(false)
  })
})
