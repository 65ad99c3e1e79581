# title: The Light That Counted Backwards
# by: Vesper
# about: A small brave story about what is afraid of whom.
# kind: story
# language: en
# cast: Old Halloran = old man, rough
# cast: Fen = child, quick
# cast: The Gannet = creature, bright
-> scene_1

=== scene_1 ===
# chapter: The hiding lamp
# bed: waves
The light on Gull Rock is afraid of the dark.
You know it the moment you climb off the mail boat.
It is a quarter to nine, the sun is going under, and up in the tower the great lamp has pulled its curtains shut.
Don't stare at it. It only gets worse when people stare. # voice: Old Halloran # style: grave
He is as wide as his own door, and he holds a box of matches the way you would hold a sleeping bird.
Forty years it burned. Then, on Tuesday, it asked me whether the night was finished yet. # voice: Old Halloran
That's because something swims under it. Something big. I counted its eyes, and I ran out of fingers. # voice: Fen # style: whisper
She comes up to your elbow. There is seaweed in her hair, and she says it as other people say good evening.
Far out, a ship's horn calls once. It is looking for a light that isn't there. # style: soft
One match left. Somebody has to carry it up those stairs, and the lamp won't have me any more. # voice: Old Halloran # style: urgent
-> ask_1

=== ask_1 ===
+ [Carry the match up.]
    -> scene_2
+ [Ask Fen what she saw.]
    -> untold_1
+ [Something else.]
    -> untold_1
+ [I sing to the lamp.]
    -> scene_3

=== untold_1 ===
Nobody has told this way yet.
-> ask_1

=== scene_2 ===
# chapter: Ninety-nine stairs
# bed: wind
You carry the match in both hands.
There are ninety-nine stairs, and every one of them has an opinion.
At the top the lamp is taller than you, all glass and brass, and it is trembling so that the whole room rings like a shelf of cups.
You do not tell it to be brave. You sit down beside it, with your back against the warm brass, and look out at the dark together. # style: soft
And the dark looks back. It opens one eye, and then another, small and silver, like windows in a town across the water.
I told you! But they aren't angry. Look at them. They're waiting for something. # voice: Fen # style: bright
So you strike the match. The lamp takes it the way a child takes your hand at a crossing, and the first beam goes out over the sea.
Down there something as long as a street rolls over and sighs, and every one of its silver eyes closes, one by one, like somebody who has finally been read to.
It was never hunting us. It only couldn't sleep without a light. # voice: Old Halloran # style: soft
The ship goes by, safe and slow. The lamp counts its turns, forwards, all night long. It doesn't ask once whether it is over. # style: soft
-> END

=== scene_3 ===
# chapter: I sing to the lamp
# bed: waves
You put your mouth to the speaking tube in the wall, the one that goes all the way up, and you sing the only song that comes.
It is a song about a cow. It has eleven verses, and you know four of them, so you sing those four again.
In all my years. Nobody ever asked the lamp whether it liked music. # voice: Old Halloran
Above you a curtain rattles back by the width of a thumb. A little light leaks down the stairs, yellow as butter, and stops on the ninth step to listen.
Don't stop now. Something out there is singing the other verses. # voice: Fen # style: whisper
She is right. From under the rock, low enough to feel in your knees, comes verse five, and then verse six, about the cow and the moon. # style: soft
The lamp cannot bear not to see who knows all eleven. It throws its curtains wide, and there, in a road of light, lies a whale with silver freckles like eyes.
The ship blows its horn in time and turns away from the rocks.
Well. I can keep the match for my pipe, then. # voice: Old Halloran # style: soft
They finish the song without you, the light and the dark, and then they begin it again. # style: soft
-> END
