import { describe, expect, it } from 'vitest'
import { type NegationKind, negations } from './negation.ts'

/** What is denied for certain, and what hangs on it after the bar where that is more. */
const denied = (text: string, kind: NegationKind): string[] =>
  negations(text)
    .filter((one) => one.kind === kind)
    .map(({ focus, scope }) => {
      const [near, whole] = [text.slice(focus.start, focus.end), text.slice(scope.start, scope.end)]
      return near === whole ? near : `${near} | ${whole}`
    })

describe('what a message refuses', () => {
  it.each([
    ['surtout pas de vente', ['de vente']],
    ['Surtout pas d’alternance, merci', ['d’alternance']],
    ['tout sauf la restauration', ['la restauration']],
    ["sauf le bâtiment et l'industrie", ["le bâtiment et l'industrie"]],
    ['pas de vente ni de restauration', ['de vente ni de restauration']],
    ['pas de vente, ni de restauration à Lyon', ['de vente, ni de restauration']],
    ['ni vente ni restauration', ['vente ni restauration']],
    ['plus jamais de ménage', ['de ménage']],
    ['pas question de bosser en usine', ['de bosser en usine']],
    ["hors de question de retourner à l'usine", ["de retourner à l'usine"]],
    ['elle en a marre de la vente et cherche un bureau', ['de la vente']],
    ['ras le bol de la vente, du bruit et des horaires décalés', ['de la vente, du bruit et des horaires décalés']],
    ['il ne veut plus travailler dans le bâtiment', ['dans le bâtiment']],
    ['veut plus entendre parler de la vente', ['de la vente']],
    ['elle ne souhaite plus faire de ménage chez des particuliers', ['de ménage | de ménage chez des particuliers']],
    ['éviter la station debout', ['la station debout']],
    ['à éviter : la manutention', ['la manutention']],
    ['sans alternance', ['alternance']],
    ["il veut apprendre l'anglais, pas l'espagnol", ["l'espagnol"]],
    ['il veu plu de cuisine', ['de cuisine']],
    ['plus de ménage, du secrétariat', ['ménage']],
    ['fini la plomberie', ['la plomberie']],
    ['refuse désormais la prospection et la vente', ['désormais la prospection et la vente']],
    ["n'aime pas : les bébés, le froid, les cadences", ['les bébés, le froid, les cadences']],
    ['ni resto ni bar, accueil ou vente', ['resto ni bar']],
    ["pas d'alternance Lyon", ["d'alternance"]],
    ['sauf agent de service (ASH)', ['agent de service | agent de service (ASH)']],
    ['ne veut pas de formation : des contacts', ['de formation']],
    ['not retail, no more night shifts', ['retail', 'night shifts']],
    ['anything but cleaning, except childcare', ['cleaning', 'childcare']],
    ['she does not want to work in a factory', ['to work in a factory']],
    ['veu pa travailler le week-end', ['le week-end']],
    ['Faut pas lui parler de patron', ['de patron']],
    ['elle demande de ne plus lui proposer d’intérim', ['d’intérim']],
    ["il ne cherche ni l'encadrement, ni la naturopathie", ["l'encadrement, ni la naturopathie"]],
    ['elle s’oppose à l’orientation en ESAT', ['l’orientation | l’orientation en ESAT']],
    ['plus question pour lui de remonter sur un toit', ['de remonter | de remonter sur un toit']],
    ['il est las des contrats courts', ['contrats courts']],
    ['elle a fait une croix sur la vente', ['la vente']],
    ["C'est fini, la route, il vise un dépôt", ['la route']],
    ["si c'est encore un atelier CV elle vient pas", ['un atelier CV']],
    ['jamais elle n’acceptera la nuit', ['elle n’acceptera la nuit']],
  ])('%s', (text, expected) => {
    expect(denied(text, 'refused')).toEqual(expected)
  })

  it('is not all that a cue denies: "sans", "non" and "ne … pas" with any verb only say that it is not there', () => {
    const firm = (text: string) => negations(text).map((one) => one.firm)
    expect(firm('surtout pas de vente')).toEqual([true])
    expect(firm('elle ne veut plus de vente')).toEqual([true])
    expect(firm('sans le moindre score')).toEqual([false])
    expect(firm('il ne trouvera pas de patron')).toEqual([false])
    expect(firm("la zone n'a pas la fibre")).toEqual([false])
  })

  it('may stand before the words that refuse it', () => {
    expect(denied('La vente, non merci', 'refused')).toEqual(['La vente'])
    expect(denied('le distanciel surtout pas', 'refused')).toEqual(['le distanciel'])
    expect(denied("Le commerce ne l'intéresse plus", 'refused')).toEqual(['Le commerce'])
    expect(denied("La cuisine ne l'intéresse plus que pour manger", 'refused')).toEqual(['La cuisine'])
    expect(denied('les gosses elle en a ras le bol', 'refused')).toEqual(['les gosses elle'])
    expect(denied('la pêche, terminé', 'refused')).toEqual(['la pêche'])
    expect(denied("caissière, métier qu'elle ne reprendra pas", 'refused')).toEqual(['caissière'])
  })

  it('ends where the sentence turns to what is wanted', () => {
    expect(denied('pas de vente, formation courte et certifiante', 'refused')).toEqual(['de vente'])
    expect(denied('pas de vente mais du secrétariat', 'refused')).toEqual(['de vente'])
    expect(denied('ne veut plus de ménage plutôt de la cuisine', 'refused')).toEqual(['de ménage'])
    expect(denied('ne veut plus de ménage je veux de la cuisine', 'refused')).toEqual(['de ménage'])
    expect(denied('je cherche une formation sans alternance à Lyon en mars', 'refused')).toEqual(['alternance'])
    expect(denied('pas de travail le week-end, de préférence à Lyon', 'refused')).toEqual(['de travail le week-end'])
  })
})

describe('what a message leaves', () => {
  it.each([
    ['ancien maçon cherche formation de cariste', ['maçon']],
    ['ex-vendeuse, vise la compta', ['vendeuse']],
    ['a été chauffeur', ['chauffeur']],
    ['a travaillé dix ans comme caissière', ['caissière']],
    ['elle a fait quinze ans de ménage', ['ménage']],
    ['sort de la restauration', ['la restauration']],
    ['quitter la vente et passer au secrétariat', ['la vente']],
    ['veut arrêter la coiffure pour la petite enfance', ['la coiffure']],
    ['passer de vendeuse à aide-soignante', ['vendeuse']],
    ['De maçon à conducteur de travaux', ['maçon']],
    ['reconversion de la vente vers la comptabilité', ['la vente']],
    ['reconversion depuis le commerce', ['le commerce']],
    ['vendeuse -> aide-soignante', ['vendeuse']],
    ['used to be a baker, wants to become a nurse', ['a baker']],
    ['she is a former waiter', ['waiter']],
  ])('%s', (text, expected) => {
    expect(denied(text, 'left')).toEqual(expected)
    expect(denied(text, 'refused')).toEqual([])
  })

  it('is told by a verb in the past, and ends where a training begins', () => {
    expect(denied('elle tenait une supérette, fleuriste', 'left')).toEqual(['une supérette'])
    expect(denied('ancien boulanger formation de cariste', 'left')).toEqual(['boulanger'])
    expect(denied("licencié de l'aciérie 58 ans jardinage", 'left')).toEqual(["l'aciérie | l'aciérie 58 ans jardinage"])
  })

  it('is not said by a distance, a span of time or a plain beginning', () => {
    expect(denied('former les jeunes', 'left')).toEqual([])
    expect(denied("c'était une erreur, elle voulait la vente", 'left')).toEqual([])
    expect(denied('Disponible de 9 h à 17 h', 'left')).toEqual([])
    expect(denied('De préférence le matin', 'left')).toEqual([])
  })
})

describe('negations that refuse nothing', () => {
  it.each<[string, NegationKind, string]>([
    ['ne sait pas utiliser un ordinateur', 'unable', 'utiliser | utiliser un ordinateur'],
    ["n'a pas le permis", 'unable', 'le permis'],
    ["il n'a jamais travaillé en équipe", 'unable', 'en équipe'],
    ['sans diplôme', 'unable', 'diplôme'],
    ["n'a jamais touché un ordinateur", 'unable', 'un ordinateur'],
    ["n'arrive pas à se lever tôt", 'unable', 'à se lever tôt'],
    ['Vendre, elle ne sait pas faire', 'unable', 'Vendre'],
    ["n'a besoin ni d'électricité ni de photovoltaïque", 'needless', "d'électricité ni de photovoltaïque"],
    ['pas besoin de remise à niveau', 'needless', 'de remise | de remise à niveau'],
    ["le tuteur n'était pas présent", 'fact', 'présent'],
    ["le dossier n'aboutira pas en mars", 'fact', 'en mars | aboutira pas en mars'],
    ["la décision n'a pas été notifiée", 'fact', 'été notifiée'],
    ['personne ne la rappelle', 'fact', 'ne la rappelle'],
    ['a perdu son permis', 'fact', 'son permis'],
    ["pas obligé d'être en présentiel", 'optional', "d'être en présentiel"],
    ['pas forcément diplômante', 'optional', 'diplômante'],
    ['pourquoi pas la vente', 'optional', 'la vente'],
    ['elle dit pas non à la vente', 'optional', 'la vente'],
    ["n'ose pas parler", 'unable', 'parler'],
    ['ne veut pas que du distanciel', 'not-only', 'du distanciel'],
    ['pas uniquement à distance', 'not-only', 'à distance'],
    ['pâtissier plutôt que boulanger', 'set-aside', 'boulanger'],
    ["doesn't have a driving licence", 'unable', 'a driving licence'],
    ['not only online', 'not-only', 'online'],
  ])('%s', (text, kind, expected) => {
    expect(negations(text).map((one) => one.kind)).toEqual([kind])
    expect(denied(text, kind)).toEqual([expected])
  })

  it.each([
    'pas trop loin de Lyon',
    'pas de souci',
    'pas plus de 3 mois',
    'pas avant mars',
    'sans doute à Lyon',
    'plus de pratique',
    'y aurait pas une réunion',
    'elle ne demande qu’à commencer',
    'il n’a que le mardi',
    'on ne peut plus claire',
    'si jamais une place se libère',
    'il avance pas à pas',
    'le pas de la porte',
    'pas de doute',
    'n’importe quel jour',
    'n’hésitez pas à proposer',
    'plus motivé que jamais',
    'une personne motivée',
    'oui ou non',
    'tu ne crois pas qu’il ferait un bon cariste',
  ])('deny nothing in "%s"', (text) => {
    expect(negations(text)).toEqual([])
  })
})

describe('reading negations', () => {
  it('gives offsets of the text as typed, accents apart included', () => {
    const text = 'Élève motivé : surtout pas de vente'.normalize('NFD')
    const [one] = negations(text)
    expect(text.slice(one!.cue.start, one!.cue.end)).toBe('surtout pas')
    expect(text.slice(one!.scope.start, one!.scope.end)).toBe('de vente')
  })

  it('takes time in proportion to the text', () => {
    for (const part of ['pas ', 'ne veut pas ', 'de ', ', de a ', 'sauf a, ', '      ', "n'", 'a a a ans ']) {
      const text = part.repeat(Math.ceil(8000 / part.length))
      const started = performance.now()
      negations(text)
      expect(performance.now() - started, part).toBeLessThan(300)
    }
  })
})
