import type { Messages } from './messages-fr.ts'

/** What stands on the desk itself beside the exchange: what the person is told at the start, what follows a decision, the screen turned to her. */
const fr = {
  facing: {
    hide: 'Montrer l’écran',
    what: 'L’écran est tourné vers la personne : Mes échanges, le dossier et le brouillon se cachent.',
    show: 'Reprendre mon écran',
    hidden: 'Mes échanges, le dossier et le brouillon sont cachés.',
  },
  referents: { open: 'Référents', heading: 'À qui s’adresser' },
  otherTab: {
    moved: 'Cet échange a avancé dans un autre onglet.',
    refresh: 'Actualiser l’échange',
  },
  handOver: {
    open: 'Pour la personne',
    newTab: '(nouvel onglet)',
    copy: (reference: string) => `Copier la référence ${reference}`,
    copied: 'Référence copiée.',
  },
  start: {
    heading: 'À dire à la personne',
    say: 'J’utilise un programme qui cherche dans le catalogue. Il ne décide rien. Vous pouvez refuser.',
    refuse: 'La personne refuse\u00a0: chercher sans IA',
  },
}

const en: typeof fr = {
  facing: {
    hide: 'Show the screen',
    what: 'The screen faces the person: My exchanges, the file and the draft are hidden.',
    show: 'Take my screen back',
    hidden: 'My exchanges, the file and the draft are hidden.',
  },
  referents: { open: 'Contacts', heading: 'Whom to turn to' },
  otherTab: {
    moved: 'This exchange went on in another tab.',
    refresh: 'Refresh the exchange',
  },
  handOver: {
    open: 'For the person',
    newTab: '(new tab)',
    copy: (reference) => `Copy the reference ${reference}`,
    copied: 'Reference copied.',
  },
  start: {
    heading: 'To tell the person',
    say: 'I use a program that searches the catalogue. It decides nothing. You may refuse.',
    refuse: 'The person refuses: search without AI',
  },
}

export const deskWords = ({ locale }: Messages): typeof fr => (locale === 'fr-FR' ? fr : en)
