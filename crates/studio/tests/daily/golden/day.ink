# title: The day, Monday, 23 November 2026
# by: Vesper
# about: Monday, 23 November 2026, from 4 of your feeds.
# kind: story
# language: en

# chapter: The day
It is Monday, 23 November 2026, 14:05.
# pause: 0.7s

# chapter: In your calendar today
In your calendar today.
All day, Ann's birthday.
At 18:00, Choir, Town Hall.
# pause: 0.7s

# chapter: From your notes
Garden. Water the beans.
# pause: 0.7s

# chapter: World: Flood in Porto kills 12, old harbour lost
// Harbour Post, 2 hours ago https://post.example/flood-in-porto-kills-12--old-harbour-lost
Harbour Post, 2 hours ago.
At least 12 people died in Porto when the Douro rose 4.5 metres on Saturday, the mayor Ana Rua Dias said.
The Douro rose by 4.5 metres on Saturday, says mayor Ana Rua Dias.
// Norte News, 3 hours ago https://post.example/porto-flood-kills-12-and-old-harbour-is-lost
Norte News, 3 hours ago.
Hospitals opened 300 more beds.
Hospitals opened 300 more beds in Porto.
# pause: 0.7s

# chapter: World: Bridge tolls rise by 4%
// Harbour Post, 5 hours ago https://post.example/bridge-tolls-rise-by-4-
Harbour Post, 5 hours ago.
Tolls on the northern bridge go up by four percent in January.
# pause: 0.7s

# chapter: Science: Whales sing deeper
// Whale Letter, yesterday https://post.example/whales-sing-deeper
Whale Letter, yesterday.
Blue whales sing a third deeper than in 1960.
# pause: 0.7s

# chapter: Le tunnel rouvre
// Le Jour, an hour ago https://post.example/le-tunnel-rouvre
Le Jour, an hour ago.
<lang xml:lang="fr">Le tunnel rouvre lundi, après trois mois de travaux.</lang>
# pause: 0.7s

That was the day so far.
-> END
