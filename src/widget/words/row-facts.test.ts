import { describe, expect, it } from 'vitest'
import type { Claim } from '../../options/option.ts'
import { wordings } from '../../options/wording.ts'
import { fourOptions, item, threeOptions } from '../scripted-answers.ts'
import { cutTitle, factsIn, wholeFacts } from './cut.ts'
import { fr } from './messages-fr.ts'
import { commonClaims, commonReasons, reasonOf } from './reasons.ts'
import { mostInCell, rowFacts } from './row-facts.ts'

const plain = (text: string) => text.replace(/\u00a0|\u202f/g, ' ')
const on = '2026-11-29'

describe('the rows of the table', () => {
  it('copy what the record says, whole fact by whole fact, within a cell', () => {
    const facts = rowFacts(fourOptions[0]!.item, fr, on)
    expect(Object.values(facts).map(({ text }) => plain(text))).toEqual([
      'Rezé, 5 km',
      '11 janv. 2027, 1 autre date',
      '560 h, à temps plein',
      '0 €',
      'Entretien et test de positionnement',
      'Titre professionnel plaquiste',
    ])
    for (const { text } of fourOptions.flatMap((one) => Object.values(rowFacts(one.item, fr, on))))
      expect(text.length).toBeLessThanOrEqual(mostInCell)
  })

  it('say what is not said, and never take a price for what the person pays', () => {
    const bare = item('item_x', 'Stage', 'Greta', {
      places: [],
      sessions: [],
      hours: undefined,
      schedule: undefined,
      remainingCost: undefined,
      admission: undefined,
      prerequisites: [],
      certification: undefined,
    })
    expect(Object.values(rowFacts(bare, fr, on)).map(({ text }) => plain(text))).toEqual([
      'non dit',
      'non dit',
      'non dit',
      'non dit (prix : 5 200 €)',
      'non dit',
      'non dit',
    ])
  })

  it('cut between two facts, never inside one, and say that more stands in the record', () => {
    expect(wholeFacts(['Dossier', 'un texte beaucoup trop long pour la place', 'entretien'], 20)).toEqual({
      text: 'Dossier, entretien',
      more: true,
    })
    expect(factsIn('Dossier, épreuve de traduction et entretien. Réponse sous deux semaines.', 30)).toEqual([
      'Dossier',
      'épreuve de traduction et entretien',
      'Réponse sous deux semaines',
    ])
    expect(cutTitle('Préparation à l’habilitation électrique pour le personnel du bâtiment', 48)).toEqual({
      text: 'Préparation à l’habilitation électrique',
      more: true,
    })
  })
})

describe('the reasons', () => {
  const claim = (stance: Claim['stance'], text: string, field: string): Claim => ({
    stance,
    text,
    evidence: [{ source: 'item', field, value: null }],
  })
  const withClaims = (...claims: [Claim, Claim, ...Claim[]]) => ({ ...threeOptions[0]!, claims })

  it('are said once where they are true of all, and on each what is its own', () => {
    const common = commonClaims(threeOptions)
    expect(commonReasons(common, fr).map(({ stance, said }) => [stance, plain(said.text)])).toEqual([
      ['for', 'Prépare au métier visé : Plaquiste · Se suit sur place · Financements annoncés : Région, CPF'],
      ['unknown', 'Prérequis : savoir lire un plan simple'],
    ])
    expect(threeOptions.map((one) => plain(reasonOf(one, 'unknown', common, fr).text))).toEqual([
      'comme les autres',
      'comme les autres',
      'prix · dates',
    ])
  })

  it('leave to a row what it tells, and name that row', () => {
    const two = withClaims(
      claim('against', 'Prix affiché : 5 200 €.', '/price/amount'),
      claim('against', 'Il reste 1 place.', '/sessions/0/seats'),
    )
    expect(reasonOf(two, 'against', [], fr).text).toBe('Il reste 1 place · le prix')
    const one = withClaims(
      claim('against', 'Prix affiché : 5 200 €.', '/price/amount'),
      claim('for', 'À Lille.', '/places'),
    )
    expect(reasonOf(one, 'against', [], fr).text).toBe('le prix')
    expect(reasonOf(one, 'unknown', [], fr).text).toBe('rien de dit')
  })

  it.each(['fr', 'en'] as const)('have room for what keeps an offer from answering (%s)', (locale) => {
    const { lacks } = wordings[locale]
    for (const lack of Object.values(lacks)) {
      const one = withClaims(claim('against', lack, '/occupations'), claim('for', 'À Lille.', '/places'))
      expect(reasonOf(one, 'against', [], fr).text).toBe(lack.slice(0, -1))
    }
  })

  it('tell what does not fit by what it announces or by its name, and that more stands in the record', () => {
    const long = withClaims(
      claim(
        'for',
        'Prépare au métier demandé : Electricien / Electricienne du bâtiment et du tertiaire.',
        '/occupations',
      ),
      claim('unknown', 'Public annoncé, à vérifier : demandeurs d’emploi inscrits depuis un an.', '/audience'),
    )
    expect(reasonOf(long, 'for', [], fr)).toEqual({ text: 'Prépare au métier demandé', more: true })
    expect(reasonOf(long, 'unknown', [], fr)).toEqual({ text: 'public', more: true })
    const level = withClaims(
      claim('for', 'Prépare une certification de niveau 5 (comme un BTS ou un DUT).', '/outcomes'),
      claim('against', 'Un seul groupe par an se forme sur place dans les ateliers de cette école.', '/summary'),
    )
    expect(reasonOf(level, 'for', [], fr)).toEqual({ text: 'Prépare une certification de niveau 5', more: true })
    expect(reasonOf(level, 'against', [], fr)).toEqual({ text: 'dans la fiche', more: false })
  })
})
