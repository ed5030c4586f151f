/** What is sent and answered, by operation, as /openapi.json and /docs show it: checked against the schemas by the linters of the contract. */
export const examples: Readonly<
  Record<string, { sent: Readonly<Record<string, unknown>>; answered?: Readonly<Record<string, unknown>> }>
> = {
  openConversation: {
    sent: {
      empty: {},
      withDossier: { dossier: { commune: '59350', mobiliteKm: 40, niveauFormation: 'CAP' }, locale: 'fr' },
      withFirstMessage: {
        dossier: { commune: '59350', mobiliteKm: 40 },
        message: { text: 'une formation de soudeur, pas à distance' },
      },
    },
  },
  changeConversation: {
    sent: { dossier: { dossier: { commune: '69123', mobiliteKm: 30 } }, objection: { objection: true } },
  },
  sendMessage: {
    sent: {
      words: { text: 'une formation de soudeur près de Lille, pas à distance' },
      correction: { criteria: { radiusKm: 80, modality: null } },
      choiceWithTheNextMessage: {
        text: 'et un atelier pour préparer l’entretien',
        decision: { kind: 'choose', optionIds: ['opt_1'], optionsDigest: 'sha256:0f…' },
      },
    },
  },
  streamMessage: { sent: { words: { text: 'un CAP cuisine près de Lyon' } } },
  bringFound: { sent: { two: { itemIds: ['item_1', 'item_2'] } } },
  keepForLater: { sent: { later: { state: 'later' }, misunderstood: { misunderstood: true } } },
  openSession: {
    sent: {
      page: { counsellor: 'anne.martin', origin: 'https://portail.example' },
      server: { counsellor: 'anne.martin' },
    },
  },
  completeCourse: { sent: { answers: { given: [0, 2, 1, 3, 0] } } },
  undoSet: { sent: { gesture: {} } },
  recordDecision: {
    sent: {
      choose: { kind: 'choose', optionIds: ['opt_1'], optionsDigest: 'sha256:0f…' },
      none: { kind: 'none', reason: 'too-far', optionsDigest: 'sha256:0f…' },
      own: { kind: 'own', text: 'une immersion chez un artisan', optionsDigest: 'sha256:0f…' },
      revise: { kind: 'none', optionsDigest: 'sha256:0f…', supersedes: 'dec_1' },
    },
    answered: {
      chosen: {
        kind: 'choose',
        optionIds: ['opt_1'],
        optionsDigest: 'sha256:0f…',
        id: 'dec_1',
        turnId: 'turn_1',
        actor: { kind: 'counsellor', ref: 'local' },
        supersedes: null,
        decidedAt: '2026-11-29T09:30:00.000Z',
        digest: 'sha256:5b…',
      },
    },
  },
  checkText: {
    sent: { telephone: { text: 'appelez le 06 12 34 56 78' } },
    answered: {
      masked: {
        action: 'alert',
        redacted: 'appelez le [TELEPHONE_1]',
        findings: [
          {
            kind: 'personal',
            type: 'PHONE',
            start: 11,
            end: 25,
            replacement: '[TELEPHONE_1]',
            advice: 'Le numéro a été masqué.',
          },
        ],
      },
    },
  },
  contestFindings: {
    sent: { town: { findings: [{ type: 'PERSON', start: 0, end: 6, words: 'Garnier' }], comment: 'C’est une rue.' } },
    answered: { counted: { accepted: 1 } },
  },
}
