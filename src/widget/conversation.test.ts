import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, openingPages, say, tabTo } from './open-page.ts'
import {
  about,
  confirmation,
  criteria,
  notEnough,
  oneAndNearest,
  question,
  thanked,
  threeOptions,
  turn,
  withWorkshops,
} from './scripted-answers.ts'
import { problem, startScriptedServer, stream } from './scripted-server.ts'
import type { MessageBody } from './state/api.ts'

const server = await startScriptedServer()
const open = await openingPages(server)

const messages = (): MessageBody[] =>
  server.sent.filter(({ path }) => path.endsWith('/messages/stream')).map(({ body }) => JSON.parse(body))
const decisions = () =>
  server.sent.filter(({ path }) => path.endsWith('/decision')).map(({ body }) => JSON.parse(body) as object)
const box = (page: Page) => page.getByRole('textbox', { name: 'Votre message' })
const keepOne = (page: Page) => page.getByRole('checkbox', { name: /^Je propose/ })

describe('a conversation by keyboard alone', () => {
  it('asks, reads the options, chooses one with a note, and goes on', async () => {
    const page = await open()
    await tabTo(page, /^textarea Votre message/)
    await page.keyboard.type('une formation de plaquiste autour de Nantes')
    await page.keyboard.press('Enter')
    await keepOne(page).first().waitFor()
    expect(await keepOne(page).count()).toBe(3)
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    expect(await focused(page)).toMatch(/^textarea Votre message/)

    await page.keyboard.press('Shift+Tab')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await tabTo(page, /Je propose B.*Poseur de plaques/)
    await page.keyboard.press('Space')
    await tabTo(page, /^button Note/)
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^textarea Note/)
    await page.keyboard.type('à revoir ensemble jeudi')
    await tabTo(page, /^button Enregistrer.: B/)
    await page.keyboard.press('Enter')
    await page.getByText(/^Enregistré .*: B\.$/).waitFor()
    expect(decisions()).toEqual([
      { kind: 'choose', optionIds: ['opt_b'], note: 'à revoir ensemble jeudi', optionsDigest: 'sha256:0' },
    ])

    await tabTo(page, /^textarea Votre message/)
    await page.keyboard.type('plutôt à temps partiel')
    await page.keyboard.press('Enter')
    await expect.poll(() => messages().length).toBe(2)
  })

  it('refuses with as many gestures as it chooses, and can come back on it', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await tabTo(page, /^button Aucune/)
    await page.keyboard.press('Space')
    await tabTo(page, /^button Enregistrer.: aucune/)
    await page.keyboard.press('Enter')
    await page.getByText(/^Enregistré .*: aucune\.$/).waitFor()
    expect(decisions()).toEqual([{ kind: 'none', optionsDigest: 'sha256:0' }])

    await expect.poll(() => focused(page)).toMatch(/^p Enregistré/)
    await tabTo(page, /^button Revenir/)
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^button Je propose A/)
    await tabTo(page, /^button Autre piste/)
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+Tab')
    for (let back = 0; back < 12 && !(await focused(page)).startsWith('input Laquelle'); back++)
      await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('un stage de découverte')
    await page.keyboard.press('Enter')
    await page.getByText(/^Enregistré .*un stage de découverte\.$/).waitFor()
    expect(decisions().at(-1)).toMatchObject({
      kind: 'own',
      text: 'un stage de découverte',
      supersedes: expect.stringMatching(/^dec_/),
    })
  })

  it('corrects one criterion in the sentence that was understood; the options before step back, and one button brings them back', async () => {
    server.script = (_, { turns }) => turn(turns.length + 1, turns.length > 0 ? { act: 'amend' } : {})
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.getByRole('button', { name: /^Modifier.*30.km/ }).press('Enter')
    await page.getByRole('spinbutton', { name: 'Distance' }).fill('60')
    await page.keyboard.press('Enter')
    await expect.poll(() => messages().length).toBe(2)
    expect(messages()[1]).toEqual({ criteria: { radiusKm: 60 } })
    await page.getByText('Avant : A B C, de côté.').waitFor()
    await page.getByRole('button', { name: 'Retirer : pas à distance' }).press('Enter')
    await expect.poll(() => messages().length).toBe(3)
    expect(messages()[2]!.criteria).toEqual({ excludeModalities: null })
    await page.getByRole('button', { name: 'Annuler' }).press('Enter')
    await expect.poll(() => server.conversation.turns.at(-1)?.act).toBe('undo')
    await expect.poll(() => keepOne(page).count()).toBe(3)
  })

  it('shows the distance that nobody said beside the place, to change it or to take it away', async () => {
    server.script = (_, { turns }) => turn(turns.length + 1, { criteria: criteria({ radiusKm: undefined }) })
    const page = await open()
    await say(page, 'plaquiste à Nantes')
    await keepOne(page).first().waitFor()
    await page.getByRole('button', { name: /^Modifier.*30.km.*par défaut/ }).press('Enter')
    expect(await page.getByRole('spinbutton', { name: 'Distance' }).inputValue()).toBe('30')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Retirer : .*30.km/ }).press('Enter')
    await expect.poll(() => messages().length).toBe(2)
    expect(messages()[1]).toEqual({ criteria: { radiusKm: 1000 } })
  })

  it('shows what answers, and what would but for a criterion beside it; both can be chosen in one decision', async () => {
    server.script = () => oneAndNearest(1)
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.locator('.breaks').getByText('46 km au lieu de 30').waitFor()
    expect(await keepOne(page).count()).toBe(3)
    await keepOne(page).nth(2).check()
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText(/^Enregistré/).waitFor()
    expect(decisions()[0]).toMatchObject({ kind: 'choose', optionIds: ['opt_c'] })
  })

  it('records a choice said in words only once its button is pressed, and talks without searching', async () => {
    server.script = (message, { turns }) =>
      turns.length === 0 ? turn(1) : message.decision ? thanked(3) : confirmation(2)
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await say(page, 'je prends la B')
    // Said in words, it is ticked; recording is a gesture all the same.
    await page.getByRole('button', { name: 'Enregistrer : B' }).waitFor()
    expect(decisions()).toEqual([])
    await page.getByRole('button', { name: 'Je propose B : Poseur de plaques de plâtre' }).click()
    await page.getByText('Avec plaisir.').first().waitFor()
    expect(messages()[2]).toEqual({
      decision: { kind: 'choose', optionIds: ['opt_b'], optionsDigest: 'sha256:0' },
    })
    await page.getByText(/^Enregistré/).waitFor()
  })

  it('completes a standard request from its typed slots', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Une formation pour un métier, près d’une commune' }).press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^input Métier/)
    await page.keyboard.press('Enter')
    await page.getByText('Complétez « Métier ».').waitFor()
    await page.keyboard.type('plaquiste')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Nantes')
    await page.keyboard.press('Enter')
    await keepOne(page).first().waitFor()
    expect(messages()).toEqual([
      { template: { id: 'training-near', values: { occupation: 'plaquiste', commune: 'Nantes' } } },
    ])
  })
})

describe('single keys', () => {
  it('go from region to region, tick, say none and record: a decision in three keys after the answer', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.keyboard.press('F6')
    await expect.poll(() => focused(page)).toMatch(/^section .*3 options/)
    await page.keyboard.press('b')
    await page.getByRole('button', { name: 'Enregistrer : B' }).waitFor()
    await page.keyboard.press('0')
    await page.getByRole('button', { name: 'Enregistrer : aucune' }).waitFor()
    await page.keyboard.press('c')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^Enregistré .*: C\.$/).waitFor()
    expect(decisions()).toEqual([{ kind: 'choose', optionIds: ['opt_c'], optionsDigest: 'sha256:0' }])
  })

  it('work before anything has the focus, and lead from the options to the bar: the motive of a refusal in six keys', async () => {
    const page = await open()
    await page.keyboard.press('/')
    expect(await focused(page)).toMatch(/^textarea Votre message/)
    await page.keyboard.type('plaquiste')
    await page.keyboard.press('Enter')
    await keepOne(page).first().waitFor()
    for (const key of ['F6', '0', 'F6']) await page.keyboard.press(key)
    await expect.poll(() => focused(page)).toMatch(/^select Motif/)
    for (const key of ['ArrowDown', 'ArrowDown', 'Control+Enter']) await page.keyboard.press(key)
    await page.getByText(/^Enregistré .*: aucune.: trop loin\.$/).waitFor()
    expect(decisions()).toEqual([{ kind: 'none', reason: 'too-far', optionsDigest: 'sha256:0' }])
  })

  it('are letters in a box, do nothing outside the options, and "/" writes', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.getByRole('button', { name: 'Aide' }).focus()
    await page.keyboard.press('b')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    await page.keyboard.press('/')
    expect(await focused(page)).toMatch(/^textarea Votre message/)
    await page.keyboard.type('b/0')
    expect(await box(page).inputValue()).toBe('b/0')
    await page.getByRole('button', { name: 'Note' }).click()
    await page.keyboard.type('abc 0')
    expect(await page.getByRole('checkbox', { name: /^Je propose/, checked: true }).count()).toBe(0)
  })

  it('are switched off in the help, and stay so', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Aide' }).click()
    await page.getByRole('checkbox', { name: 'Utiliser ces raccourcis' }).uncheck()
    await page.reload()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await keepOne(page).first().focus()
    await page.keyboard.press('b')
    await page.keyboard.press('F6')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    expect(await focused(page)).toMatch(/^input Je propose A/)
    await page.evaluate(() => localStorage.clear())
  })

  it('skip to the options from the top of the page', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.evaluate(() => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      ;(active as HTMLElement).blur()
    })
    await page.locator('.skip button').nth(1).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^section/)
  })
})

describe('the table, while one talks', () => {
  it('stays with what is ticked through questions and thanks; the earlier set is folded with its state and can be seen again', async () => {
    server.script = (message, { turns }) =>
      message.text === 'merci'
        ? thanked(turns.length + 1)
        : message.text?.includes('commence')
          ? about(turns.length + 1)
          : turn(turns.length + 1, turns.length > 0 ? { act: 'amend' } : {})
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).nth(1).check()
    await say(page, 'laquelle commence plus tôt ?')
    await page.getByText('Ce que dit chaque fiche').waitFor()
    await say(page, 'merci')
    await page.getByText('Avec plaisir.').first().waitFor()
    expect(await keepOne(page).count()).toBe(3)
    expect(await keepOne(page).nth(1).isChecked()).toBe(true)
    await say(page, 'plutôt le soir')
    await page.getByText('Avant : A B C, de côté.').click()
    await page.getByRole('button', { name: 'Revoir' }).click()
    await page.getByText('Un jeu d’avant, de côté.').waitFor()
    expect(await keepOne(page).count()).toBe(0)
    expect(await page.getByRole('article').count()).toBe(3)
    await page.getByRole('button', { name: 'Revenir aux options du moment' }).click()
    await expect.poll(() => keepOne(page).count()).toBe(3)
  })

  it('offers the way back once, whatever words the answer offers it in', async () => {
    const back = {
      label: 'Reprendre les offres d’avant',
      to: 'this-exchange',
      does: 'undo',
      send: { text: 'annule' },
    } as const
    server.script = (_, { turns }) =>
      turns.length === 0 ? turn(1) : turn(turns.length + 1, { act: 'amend', suggestions: [{ ...back, send: {} }] })
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await say(page, 'plutôt le soir')
    await page.getByRole('button', { name: 'Annuler' }).waitFor()
    expect(await page.getByRole('button', { name: back.label }).count()).toBe(0)
  })

  it('tells in a tab what another tab did in this exchange, and shows it by a gesture', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).nth(1).check()
    // A tab that is opened from this one has its exchange.
    const [other] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open(location.href)),
    ])
    await keepOne(other).first().check()
    await other.getByRole('button', { name: 'Enregistrer : A' }).click()
    await page.getByText('Cet échange a avancé dans un autre onglet.').waitFor()
    expect(await keepOne(page).nth(1).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Actualiser l’échange' }).click()
    await page.getByText(/^Enregistré .*: A\.$/).waitFor()
    expect(await page.getByText('Cet échange a avancé').count()).toBe(0)
    await other.close()
  })

  it('has a second group of its own for what is asked in addition: one bar, a decision a group, and the other goes on waiting', async () => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : withWorkshops(2))
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await say(page, 'et un atelier pour l’oral ?')
    await expect.poll(() => keepOne(page).count()).toBe(5)
    await page.getByRole('button', { name: 'Je propose F' }).click()
    await page.getByRole('button', { name: 'Enregistrer : F' }).click()
    await page.getByText(/^Enregistré .*: F\.$/).waitFor()
    expect(decisions()).toEqual([{ kind: 'choose', optionIds: ['opt_f'], optionsDigest: 'sha256:2' }])
    await page.getByRole('button', { name: 'Je propose A' }).click()
    await page.getByRole('button', { name: 'Enregistrer : A' }).click()
    await page.getByText(/^Enregistré .*: A\.$/).waitFor()
    expect(decisions()[1]).toMatchObject({ optionIds: ['opt_a'], optionsDigest: 'sha256:0' })
  })

  it('keeps a set for later without recording anything, and takes it up again with the decision', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().check()
    await page.getByRole('button', { name: 'Plus tard', exact: true }).click()
    await page.getByText('Rien n’est décidé.').waitFor()
    await expect.poll(() => server.conversation.turns[0]!.state).toBe('later')
    expect(decisions()).toEqual([])
    await keepOne(page).nth(2).check()
    await page.getByRole('button', { name: 'Enregistrer : C' }).click()
    await page.getByText(/^Enregistré .*: C\.$/).waitFor()
    expect(decisions()).toHaveLength(1)
  })

  it('offers another reading without changing what is on the table; applying it is a correction', async () => {
    const changed = [{ criterion: 'topic', from: 'plaquiste', to: 'maçonnerie' }]
    server.script = (_, { turns }) =>
      turn(
        turns.length + 1,
        turns.length > 0 ? { act: 'amend' } : { otherReading: { criteria: { topic: 'maçonnerie' }, changed } },
      )
    const page = await open()
    await say(page, 'chantier')
    await page.getByText(/^Autre lecture.: .*maçonnerie/).waitFor()
    expect(await page.getByRole('article').count()).toBe(3)
    await page.getByRole('button', { name: 'Appliquer' }).click()
    await expect.poll(() => messages().length).toBe(2)
    expect(messages()[1]).toEqual({ criteria: { topic: 'maçonnerie' } })
  })

  it('puts a model’s words in place when they come, moves nothing and says nothing twice', async () => {
    const answer = turn(1)
    const worded = {
      ...answer,
      options: answer.options.map((option) => ({ ...option, wording: 'model' as const })),
      reply: [{ text: 'Trois formations, dites autrement.', claims: [], wording: 'model' as const }],
    }
    server.script = () => {
      server.conversation = { ...server.conversation, turns: [answer] }
      return stream([{ type: 'data-turn', data: answer }, { type: 'data-turn', data: worded }, { type: 'finish' }], 700)
    }
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).nth(1).check()
    const box = await page.locator('.table').boundingBox()
    await page.getByText('Trois formations, dites autrement.').first().waitFor()
    expect(await keepOne(page).nth(1).isChecked()).toBe(true)
    expect((await page.locator('.table').boundingBox())!.x).toBe(box!.x)
    expect(await focused(page)).toMatch(/^input Je propose B/)
  })
})

describe('each outcome', () => {
  it('tells beside the table what was left out, and opens it over the exchange, with what brings it back', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    expect(await page.locator('details[open]').count()).toBe(0)
    await page.getByRole('button', { name: 'Aussi valables (1)' }).waitFor()
    await page.getByRole('button', { name: /^Écartées.: 14 trop éloignées, 2 d’une autre modalité$/ }).click()
    const panel = page.getByRole('dialog')
    await panel.getByText('46 km au lieu de 30').waitFor()
    await panel.getByText('d’une autre modalité (à distance, à votre demande)').waitFor()
    await panel.getByRole('button', { name: 'Ré-inclure Plaquiste en alternance' }).click()
    await expect.poll(() => messages().length).toBe(2)
    expect(messages()[1]!.criteria).toEqual({ includeItems: ['item_e'] })
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })

  it('opens the record of an option over the exchange: every reason with its source; Escape closes it and gives the focus back', async () => {
    const page = await open()
    await page.setViewportSize({ width: 1366, height: 630 })
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    const before = await page.locator('.table').boundingBox()
    await page.getByRole('button', { name: /^Fiche de B/ }).press('Enter')
    const record = page.getByRole('dialog')
    await record.getByText('2 places restantes à la prochaine session.').click()
    await record.getByText('fiche du catalogue, places restantes').waitFor()
    await record.getByText('Rédigé sans IA').waitFor()
    expect(await page.locator('.table').boundingBox()).toEqual(before)
    // Beside it one goes on deciding.
    await keepOne(page).nth(1).check()
    await record.getByRole('button', { name: 'Fermer' }).focus()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toMatch(/^button Fiche de B/)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('tells how an answer came about, and runs it again', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByText('Ce qui est parti').click()
    await page.getByText('Cette réponse a été rédigée sans IA').waitFor()
    await page.getByRole('button', { name: 'Rejouer la sélection' }).click()
    await page.getByText('les mêmes options, dans le même ordre').waitFor()
  })

  it('shows word for word what left for a model', async () => {
    server.modelRequests = [{ purpose: 'word-claims', body: '{"input":"passage du catalogue"}' }]
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.getByText('Ce qui est parti').click()
    await page.getByText('Pour formuler les raisons').click()
    await page.getByText('"input": "passage du catalogue"').waitFor()
  })

  it('offers each way to widen in one click, with what it brings', async () => {
    server.script = (_, { turns }) => (turns.length === 0 ? notEnough(1) : turn(2))
    const page = await open()
    await say(page, 'plaquiste')
    const wider = page.getByRole('button', { name: /Élargir à 60.km.: \+4/ })
    await wider.waitFor()
    expect(await page.getByRole('button', { name: /\+\d$/ }).count()).toBe(4)
    await wider.click()
    await keepOne(page).first().waitFor()
    expect(messages()[1]).toEqual({ criteria: { radiusKm: 60 } })
  })

  it('offers two criteria to widen together where one does not do', async () => {
    server.script = (_, { turns }) => (turns.length === 0 ? notEnough(1) : turn(2))
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByRole('button', { name: /Sans limite de prix, et élargir à 50.km.: \+2/ }).click()
    await keepOne(page).first().waitFor()
    expect(messages()[1]).toEqual({ criteria: { maxPrice: null, radiusKm: 50 } })
  })

  it('argues the counsellor’s own lead like the options', async () => {
    server.script = () => turn(1, { lead: threeOptions[0] })
    const page = await open()
    await page.getByText('Ajouter une piste').click()
    await page.getByLabel('Votre piste').fill('le chantier école de M. Karim Benali')
    await say(page, 'plaquiste')
    await page.getByText('Votre propre piste, examinée comme les options').waitFor()
    expect(messages()).toEqual([{ text: 'plaquiste', lead: { text: 'le chantier école de M. [PERSONNE_1]' } }])
    expect(await page.getByLabel('Votre piste').inputValue()).toBe('')
  })

  it('asks one question whose answers are one tap away', async () => {
    server.script = (_, { turns }) => (turns.length === 0 ? question(1) : turn(2))
    const page = await open()
    await say(page, 'plaquiste à Saint-Denis')
    await page.getByText('Autour de quelle commune ?').first().waitFor()
    await page.getByRole('button', { name: 'Saint-Denis (974)' }).click()
    await keepOne(page).first().waitFor()
    expect(messages()[1]).toEqual({ criteria: { near: { code: '97411', name: 'Saint-Denis' } } })
  })

  it('answers a follow-up for each option, and the decision stays open', async () => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : about(2))
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await say(page, 'laquelle commence plus tôt ?')
    await page.getByText('Ce que dit le catalogue').first().waitFor()
    await page.getByText('Ce que dit chaque fiche').click()
    expect(messages()[1]).toEqual({ text: 'laquelle commence plus tôt ?' })
    expect(
      await page
        .locator('.answers dd')
        .filter({ hasText: /Commence le|Aucune date/ })
        .count(),
    ).toBe(3)
    expect(await keepOne(page).count()).toBe(3)
    // The row that was asked about is framed as a whole, in every column alike.
    expect(await page.locator('.asked dt').allTextContents()).toEqual(['Début', 'Début', 'Début'])
  })

  it('shows the options one by one as they are argued, and lets nothing be ticked before all are there', async () => {
    server.pauseMs = 600
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByRole('heading', { name: 'Plaquiste : cloisons' }).waitFor()
    expect(await keepOne(page).count()).toBe(0)
    await keepOne(page).nth(2).waitFor()
  })
})

describe('what goes wrong', () => {
  it('keeps a blocked message, says why, and lets the block be contested', async () => {
    const finding = {
      kind: 'story',
      type: 'HEALTH',
      start: 15,
      end: 35,
      advice: 'Contrainte à préciser, s’il y en a une.',
    }
    server.script = () => problem(422, 'message-blocked', { findings: [finding] })
    const page = await open()
    await say(page, 'plaquiste avec un souci particulier')
    await page.getByText('Message non envoyé').waitFor()
    await page.getByText(finding.advice).waitFor()
    await page.getByRole('button', { name: 'Signaler une erreur de détection' }).click()
    await page.getByText('Signalement envoyé, sans le texte').waitFor()
    const contest = server.sent.find(({ path }) => path === '/v1/guardrails/contests')!
    expect(JSON.parse(contest.body)).toEqual({ findings: [{ type: 'HEALTH', start: 15, end: 35 }] })
  })

  it('shows which words of our lists a contest carries, and sends those alone', async () => {
    const page = await open()
    const box = page.getByRole('textbox', { name: 'Votre message' })
    await box.fill('Mme Garnier est en burn-out depuis mars, une formation de fleuriste')
    await page.getByText('Partira seulement : « burn out »').waitFor()
    await page.getByRole('button', { name: 'Signaler une erreur de détection' }).click()
    await page.getByText('Signalement envoyé, sans le texte').waitFor()
    const { body } = server.sent.find(({ path }) => path === '/v1/guardrails/contests')!
    expect(JSON.parse(body).findings).toContainEqual(expect.objectContaining({ type: 'HEALTH', words: 'burn out' }))
    expect(body).not.toMatch(/Garnier|mars|fleuriste/)
  })

  it('takes back a false mask and a false cut in one gesture each, and says so to the server', async () => {
    const page = await open()
    const box = page.getByRole('textbox', { name: 'Votre message' })
    const said = async (text: string, gesture: string) => {
      await box.fill(text)
      await page.getByRole('button', { name: gesture }).click()
      await page.getByRole('button', { name: gesture }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await expect.poll(() => messages().at(-1)?.text).toBe(text)
      return messages().at(-1)!.corrections
    }
    expect(await said('Je reçois Rosny, une formation de fleuriste', '« Rosny » n’est pas une personne')).toEqual([
      { words: 'Rosny', because: 'not-a-person' },
    ])
    const aimed = 'C’est le métier ou le public visé'
    expect(await said('Mon usager est pasteur et cherche une formation de fleuriste', aimed)).toEqual([
      { words: 'Mon usager est pasteur', because: 'trade-or-public' },
    ])
  })

  it('takes a story out on this machine, says so in one line without its words, and sends the need', async () => {
    const page = await open()
    await box(page).fill(
      'Mme Diallo est sous curatelle et dort dans sa voiture, elle cherche une formation de plaquiste',
    )
    await page.locator('mark.story').waitFor()
    const told = page.locator('#findings .finding.story')
    expect(await told.count()).toBe(1)
    expect(await page.locator('#findings').textContent()).not.toMatch(/sous curatelle|voiture/)
    await box(page).press('Enter')
    await keepOne(page).first().waitFor()
    expect(messages()).toEqual([{ text: 'Mme [PERSONNE_1] […], elle cherche une formation de plaquiste' }])
  })

  it('holds back a message that this machine already knows cannot go, and sends nothing', async () => {
    const page = await open()
    await box(page).fill('a'.repeat(8001))
    await page.getByText('Ce message ne peut pas partir tel quel').first().waitFor()
    await box(page).press('Enter')
    await page.getByText('Message trop long').waitFor()
    expect(messages()).toEqual([])
    expect(await box(page).inputValue()).toHaveLength(8001)
  })

  it('keeps the message when the network fails, and sends it again under the same key', async () => {
    const page = await open()
    await page.route('**/messages/stream', (route) => route.abort(), { times: 1 })
    await say(page, 'plaquiste')
    await page.getByText('Le message n’est pas parti').waitFor()
    expect(await box(page).inputValue()).toBe('plaquiste')
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await keepOne(page).first().waitFor()
    expect(await box(page).inputValue()).toBe('')
    expect(messages()).toEqual([{ text: 'plaquiste' }])
  })

  it('tells a stream that broke, and shows the answer when it came all the same', async () => {
    const answer = turn(1)
    server.script = () => stream([{ type: 'start' }, { type: 'data-criteria', data: answer.criteria }])
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByText('La réponse s’est interrompue').waitFor()
    expect(await box(page).inputValue()).toBe('plaquiste')

    const internal = { type: '/docs#internal', title: 'Erreur', status: 500, code: 'internal' }
    server.script = () => stream([{ type: 'start' }, { type: 'data-problem', data: internal }, { type: 'finish' }])
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await page.getByText('Le service a rencontré une erreur').waitFor()

    server.script = () =>
      stream([{ type: 'data-problem', data: internal }, { type: 'data-turn', data: answer }, { type: 'finish' }])
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await keepOne(page).first().waitFor()
    await expect.poll(() => page.getByText('Le service a rencontré une erreur').count()).toBe(0)
    expect(
      new Set(
        server.sent
          .filter(({ path }) => path.endsWith('/messages/stream'))
          .map((one) => one.headers['idempotency-key']),
      ).size,
    ).toBe(1)
  })

  it('says how to go on when options changed or somebody else decided', async () => {
    server.decide = () => problem(409, 'already-decided')
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().check()
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText('Une décision est déjà enregistrée').waitFor()
    await page.getByRole('button', { name: 'Actualiser l’échange' }).click()
    await expect.poll(() => page.getByText('Une décision est déjà enregistrée').count()).toBe(0)
  })

  it('asks for a tick when the decision is empty', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText('Cochez une option, Aucune ou Autre piste.').waitFor()
    expect(decisions()).toEqual([])
  })

  it('tells that a decision was not recorded for want of a network, keeps it, and records it by a gesture once it is back', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).nth(1).check()
    await page.route('**/v1/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Enregistrer : B' }).click()
    await page.getByText('Décision pas enregistrée').waitFor()
    await page.getByText('Pas de réseau.').waitFor()
    expect(await keepOne(page).nth(1).isChecked()).toBe(true)
    await page.unroute('**/v1/**')
    await page.getByText('Pas de réseau.').waitFor({ state: 'detached', timeout: 10_000 })
    expect(decisions()).toEqual([])
    await page.getByRole('button', { name: 'Enregistrer : B' }).first().click()
    await page.getByText(/^Enregistré .*: B\.$/).waitFor()
    expect(decisions()).toHaveLength(1)
    expect(await page.getByText('Décision pas enregistrée').count()).toBe(0)
  })

  it('says that the network is gone as soon as the browser knows, and stops saying it by itself', async () => {
    const page = await open()
    await page.context().setOffline(true)
    await page.getByText('Pas de réseau.').waitFor()
    await page.context().setOffline(false)
    await page.getByText('Pas de réseau.').waitFor({ state: 'detached', timeout: 10_000 })
  })

  it('stops waiting on request, and gives the text back', async () => {
    server.script = () => new Promise(() => {})
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByRole('button', { name: 'Arrêter' }).click()
    await page.getByText('Arrêté', { exact: true }).waitFor()
    expect(await box(page).inputValue()).toBe('plaquiste')
    server.script = () => turn(1)
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await expect.poll(() => keepOne(page).count()).toBe(3)
  })

  it('shows an answer for an exchange that was left in no other', async () => {
    let answer = (_: ReturnType<typeof turn>): void => {}
    server.script = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const page = await open()
    await say(page, 'plaquiste')
    await page.getByRole('button', { name: 'Arrêter' }).waitFor()
    await page.getByRole('button', { name: 'Nouvel échange' }).click()
    answer(turn(1))
    await box(page).fill('autre personne')
    await page.waitForTimeout(500)
    expect(await page.getByRole('article').count()).toBe(0)
    expect(await page.locator('.turn').count()).toBe(0)
    expect(await box(page).inputValue()).toBe('autre personne')
  })

  it('keeps the language that was chosen, with the title and the language of the page', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'What does the person need?' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'What does the person need?' }).waitFor()
    expect(await page.title()).toMatch(/A program searches, you decide/)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.evaluate(() => localStorage.clear())
  })

  it('names in its head whom to turn to, and what for', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Référents' }).click()
    await page.getByRole('heading', { name: 'À qui s’adresser' }).waitFor()
    await page.getByRole('link', { name: 'referente@exemple.invalid' }).waitFor()
  })

  it('finds the conversation again after a reload of the tab, and its referent and guide one click away', async () => {
    const page = await open()
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    await page.reload()
    await keepOne(page).first().waitFor()
    await page.getByRole('button', { name: 'Aide' }).click()
    await page.getByRole('link', { name: 'referente@exemple.invalid' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Aide' }).isVisible()).toBe(true)
  })
})
