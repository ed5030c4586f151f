const chat = document.querySelector('eventail-chat')

// Who is signed in here, as a token for this origin: asked for at once, before it ends, and when it is refused.
chat.session = async () => (await fetch('/eventail-session', { method: 'POST' })).json()

// What the agency knows of the person; in the browser already, only fields with a purpose leave.
chat.dossier = { commune: '59350', mobiliteKm: 80, niveauFormation: 'CAP', prenom: 'Camille' }

// Ids, codes and what the catalogue says; never a word that somebody wrote.
for (const name of ['turn-answered', 'decision-recorded', 'hand-over', 'problem']) {
  chat.addEventListener(name, ({ detail }) => {
    const line = document.createElement('li')
    line.textContent = `${name} ${JSON.stringify(detail)}`
    document.getElementById('told').append(line)
  })
}
