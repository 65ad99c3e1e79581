# title: Body scan
# by: Vesper
# about: From the feet to the crown, one place at a time, without asking any of them to change.
# kind: meditation
# language: en
# minutes: 3-30 usually 15
# mood: body, rest, attention
VAR minutes = 15
-> start

=== start ===
# chapter: Arriving
# bed: brown
# pace: slow
# bell
# pause: 4s
Lie down if you can, or sit so that the chair holds you. # pause: 2s
We will travel from the feet to the head. You don't have to change anything on the way.
Some places will answer clearly. Others will say nothing, and that counts as an answer. # stretch
{ minutes >= 4:
    Close your eyes, or leave them half open and resting on one spot.
    Feel where you are being held up: under the heels, the seat, the shoulder blades. # stretch: 0.7
}
{ minutes >= 8:
    If something itches, you may scratch it. If something hurts, you may move.
    When you have done that, come back to wherever we have got to. # pause: 3s
}
{ minutes >= 14:
    Before we set out, follow one breath the whole way in, and the whole way back.
    It doesn't have to be a good one. # stretch: 0.6
    Now one more, and see which part of you moves first. # stretch
}
{ minutes >= 24:
    It may help to think of attention as a hand laid flat. It rests on a place for a while.
    Then it lifts, and rests somewhere else. It never has to press. # stretch: 2
}
-> feet

=== feet ===
# chapter: Feet and legs
# pace: slow
Begin with both feet. Warm or cool, heavy or light, or simply there. # stretch
{ minutes >= 5:
    Go closer. Find the big toes without moving them, then the smallest toes, then the ones between.
    You may not be able to tell them apart. Few people can. # stretch: 1.5
}
{ minutes >= 7:
    Now the soles. The heel, where the weight comes down, and the arch, which may be touching only air.
    Wait there until something makes itself known. # stretch: 1.5
}
{ minutes >= 12:
    Take in the tops of the feet, and the ankles, with their two knobs of bone.
    There may be the edge of a sock, or cool air, or a pulse. # stretch: 0.7
}
{ minutes >= 20:
    Hold the left foot and the right foot in mind together. One is probably clearer.
    They don't have to match. You only want to know how each one is today. # stretch: 2
}
Move up through the legs. The shins, the knees, the long muscles of the thighs. # stretch
{ minutes >= 9:
    Stay with the calves a little longer. See whether they are gripping at all, with nobody to carry.
    If they let go, good. If they don't, they can be tight calves, and you can know it. # stretch
}
{ minutes >= 16:
    Behind the knees the skin is thin, and often hard to feel. Look there, as you might look into a cupboard.
    In front, the kneecaps, which you may not have felt since you last knelt on something hard. # stretch
}
{ minutes >= 22:
    Then the thighs, which are bigger than we remember. Feel the underside, flattened by your weight.
    Feel the top side, with cloth lying on it. Between the two, see what you can sense of the inside. # stretch: 2
}
{ minutes >= 28:
    Let both legs be there at once, from the hips down to the toes. Two long shapes, with edges you can't quite find.
    Somewhere in them there may be a hum or a flicker. There may be only weight. # stretch: 4
}
-> middle

=== middle ===
# chapter: The middle
# pace: slow
Come to the belly. It is already moving with the breath, so you only have to join it. # stretch: 1.5
{ minutes >= 6:
    Many of us hold the belly in without knowing. See if yours is being held.
    It is allowed to be as round as it likes. Nobody is looking. # stretch: 0.8
}
{ minutes >= 10:
    Spread out to the hips and the bowl of the pelvis. Feel the two bones you sit on, or where the back of it rests.
    If you would sooner not linger here, go back to the feet for a while. # stretch
}
{ minutes >= 13:
    Reach round to the small of the back. If you are lying down, there may be a gap beneath it.
    It works hard, and it often has something to say. Hear it out. # stretch: 1.5
}
{ minutes >= 18:
    Climb the spine slowly, a hand's width at a time. Touching something, then not touching.
    You may lose your place. Start again from wherever you are sure. # stretch: 2
}
{ minutes >= 11:
    Now the chest. Ribs in front, ribs at the sides, opening a little and closing a little.
    Under them, perhaps, a heartbeat. Some days you can feel it and some days you can't. # stretch: 2
}
{ minutes >= 26:
    And the shoulder blades, two flat bones that slide when you breathe. Follow them for a few breaths.
    If attention has gone off to tomorrow, call it in. These two bones are enough to be going on with. # stretch: 3
}
{ minutes >= 30:
    Rest now in the whole trunk, from the collarbones to the hips. A container, with the breath moving inside it.
    Nothing in it needs arranging. # stretch: 4
}
-> hands

=== hands ===
# chapter: Hands and head
# pace: slow
Find your hands. Before they do anything, what are they like from the inside? # stretch: 1.5
{ minutes >= 7:
    Visit the thumbs, then each finger, out to the tip. Fingertips are usually wide awake.
    They may tingle a little, now that you are there. # stretch
}
{ minutes >= 15:
    Feel the hollow of each palm. It can hold quite a lot of warmth.
    Then turn to the backs of the hands, where the air is. # stretch: 0.8
}
{ minutes >= 19:
    Wrists, forearms, the creases of the elbows. Ordinary places, seldom visited.
    Give each of them about one breath, without hurrying to the next. # stretch: 2
}
{ minutes >= 9:
    Go up through the arms to the shoulders. If they are up near your ears, they may come down.
    If they would sooner stay, leave them. You have been told that they are tired, and now you know. # stretch: 1.5
}
{ minutes >= 25:
    Perhaps you have been drifting. Check kindly. Where was I, just now?
    Wherever it was, the shoulders have been here all along. Feel the weight of each arm hanging from its own. # stretch: 4
}
-> head

=== head ===
# pace: slow
{ minutes >= 8:
    On the way up, the neck and the throat. Swallow once, and follow it down as far as you can.
    Let the floor or the air take the weight of the head. # stretch: 0.8
}
Now the face. The jaw may loosen until there is a little room between the teeth. # stretch
{ minutes >= 10:
    The tongue is often busy, shaping words that never get said. See what yours is doing.
    It has room to lie down. # stretch: 1.5
}
{ minutes >= 17:
    Lips, cheeks, nostrils. On the way in the breath is cool, and on the way out, a shade warmer.
    You can feel that on a patch of skin no bigger than a grain of rice. # stretch: 2
}
{ minutes >= 25:
    Go further in, behind the part of the nose that you see in mirrors. There is more room than you would guess.
    Follow the air back as far as you can still feel it. Where does the feeling stop? # stretch: 2
}
{ minutes >= 12:
    Behind the lids, the eyes. They have been pointing at things all day.
    They can stop pointing, and sink back a little into their sockets. # stretch
}
{ minutes >= 21:
    The forehead, and the small muscles between the brows. They tighten when we try to get something right.
    There is nothing here to get right. # stretch: 2
}
{ minutes >= 23:
    Move over the scalp, from the hairline to the crown, and down behind the ears.
    The ears themselves, too. Sound comes in without being fetched. # stretch: 3
}
{ minutes >= 22:
    And all the space inside the head, where it can seem that you live.
    It is one more place in the body. You have given it its turn, the same as the feet. # stretch: 2
}
-> whole

=== whole ===
# chapter: All of it
# pace: slow
Widen out, until you have the whole body at once, from the crown to the soles. # stretch: 2.5
{ minutes >= 6:
    One place may be calling louder than the rest. Let it call, and keep the others in the room. # stretch: 0.8
}
{ minutes >= 14:
    Feel the outline, where you stop and the air begins. Look closely, and it may be less of a line than you thought. # stretch: 2
}
{ minutes >= 18:
    If the whole is too much to hold, hold the breath and the feet. They are a long way apart.
    Most of you is in between. # stretch: 2
}
{ minutes >= 28:
    You might let one breath go through all of it, in at the crown and out at the soles.
    Air doesn't really travel that way, but attention can. # stretch: 3
}
{ minutes >= 27:
    For a while now I'll say nothing. You have the map. Wander if you like, or stay where it is quiet.
    When you find you have left, coming back is the practice, so you have lost nothing. # stretch: 6
    Still here. You might check the hands, the belly and the jaw, then go wide again. # stretch: 3
}
{ minutes >= 29:
    How would you say it now, in a word or two? Heavy, restless, spread out, sore. You needn't approve of the word. # stretch: 2
}
{ minutes >= 5:
    This is how it is to have a body this minute. Another minute it will be otherwise. # stretch
}
Start to come back. Move the toes first, then the fingers. # pause: 3s
Open your eyes when they want to open. Take the body with you as you get up. # pause: 2s
# bell
# stretch
-> END
