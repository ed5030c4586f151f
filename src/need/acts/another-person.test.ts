import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../../guardrails/redacted.ts'
import { isOfAnother } from './another-person.ts'

describe('somebody else than the person of the exchange', () => {
  it.each([
    'ok autre personne : fleuriste à Quimper',
    'J’ai aussi un autre monsieur qui cherche en maçonnerie',
    'là j’ai une dame qui veut faire de la couture',
    'Dossier suivant : un jeune à Laval',
    'et pour sa sœur, vous avez quoi ?',
    'Son mari cherche aussi, en logistique',
    'next client, a welder',
  ])('is heard in "%s"', (text) => expect(isOfAnother(mintRedacted(text))).toBe(true))

  it.each([
    'c’est une dame de 45 ans',
    'elle a une autre idée : la vente',
    'J’ai une dame sous la main, elle préfère Laval',
    'sa fille entre à la crèche en mars',
    'et pour le permis ?',
    'la suivante',
    'elle vit avec son frère, qui la conduit',
    'une autre formation',
  ])('is not heard in "%s"', (text) => expect(isOfAnother(mintRedacted(text))).toBe(false))
})
