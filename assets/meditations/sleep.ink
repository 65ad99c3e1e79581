# title: Sleep
# by: Vesper
# about: A slow setting down of the day, with fewer and fewer words, and no bell to wake you at the end.
# kind: meditation
# language: en
# minutes: 3-30 usually 15
# mood: sleep, night, calm
VAR minutes = 15
-> start

=== start ===
# chapter: Lying down
# bed: rain
# pace: slow
# style: soft
# bell
# pause: 4s
That was the only bell. There won't be another, so you needn't listen out for the end.
You don't have to stay awake for this, and you don't have to fall asleep either.
You only have to lie here, and that part is already done. # stretch
{ minutes >= 4:
    Make whatever last move you want to make. A foot out of the covers, the pillow turned over. # stretch: 0.7
}
{ minutes >= 5:
    The day may have climbed into bed with you. There's room. It can lie along the far edge, with its back turned. # stretch
}
{ minutes >= 7:
    If you are still awake later on, you will be lying in the dark, resting. That is worth something too. # pause: 3s
}
{ minutes >= 9:
    Listen a moment to what there is. The rain, the house, whatever is further off.
    All of it can go on without you. It has been going on without you all this time. # stretch: 1.5
}
{ minutes >= 12:
    If there is something you must remember tomorrow, say it once now, in a few plain words.
    Then leave it at the side of the bed, where your feet will find it. # stretch
}
{ minutes >= 17:
    And whatever went wrong today has finished going wrong for tonight.
    You can take it up again in the morning, if it still looks the same by daylight. # stretch: 2
}
{ minutes >= 22:
    You might go back through the day, only the small things. A door you opened. Something you drank.
    A stair, a switch, a sleeve. Let them come in any order, and don't finish the list. # stretch: 2
}
-> weight

=== weight ===
# chapter: Weight
# pace: slow
# style: soft
Feel how much of you the bed is holding. The heels, the calves, the hips, the back of the head.
You can stop helping it. # stretch
{ minutes >= 5:
    Let the feet fall whichever way they fall. Nobody needs them until morning.
    Let the ankles be loose, and the toes point where they like. # stretch: 0.8
}
{ minutes >= 8:
    The legs may be heavier than they were a minute ago. Left alone, they get heavier still, like sand when the tide comes into it.
    First the calves, then the knees, then the long bones of the thighs. # stretch
}
{ minutes >= 10:
    Let the back spread. Wherever there's a gap between you and the mattress, it can close by itself, or stay.
    The belly is soft from lying down. The breath comes and lifts it, and goes away again. # stretch
}
{ minutes >= 14:
    The hands have put down everything they were holding. The fingers curl a little, as they do when they are left alone.
    There may be warmth in the palms. Follow it up the wrists, a little way, and leave it there. # stretch: 1.5
}
{ minutes >= 7:
    The shoulders can stop carrying your head. The pillow has it now, all of it, down to the last thought. # stretch
}
{ minutes >= 16:
    The jaw hangs. The tongue lies in the floor of the mouth. There is nothing left to say today.
    Even the small muscles round the mouth, which have been polite since breakfast, can go off duty. # stretch
}
{ minutes >= 20:
    Behind the lids, the eyes have nowhere to go. Let them sink, the way a stone settles in mud.
    The forehead can be as blank as a field. # stretch: 2
}
{ minutes >= 26:
    If some part of you is sore or restless, you don't have to settle it. Let the rest of you lie down around it. # stretch: 2
}
-> breath

=== breath ===
# chapter: Breath
# pace: slow
# style: soft
{ minutes >= 6:
    Now a longer breath out than in. Only twice, and only if it's comfortable. # pause: 2s
    Breathing in. # breathe: in 4s
    And slowly out. # breathe: out 6s
    In. # breathe: in 4s
    And out, all the way. # breathe: out 6s
    { minutes >= 11:
        Once more, even less carefully. # pause: 1s
        # breathe: in 4s
        # breathe: out 7s
    }
    { minutes >= 18:
        And a last one. # breathe: in 4s
        # breathe: out 8s
    }
    Now leave it. The breath knows the way in the dark. # stretch
- else:
    Let the next breath out be a long one. Then leave it alone. # stretch
}
{ minutes >= 11:
    See where you can feel it most easily tonight. Under a hand, or at the nostrils, or where the covers rise.
    You aren't keeping watch over it. You are only lying near it. # stretch
}
{ minutes >= 13:
    Each time it goes out, a little more of you may go with it.
    And each time it comes in, it asks for nothing. # stretch: 2
}
{ minutes >= 19:
    You could count, if you like. One, as it goes out. Two, the next time.
    When you lose the number, that's good. Don't go looking for it. # stretch: 4
}
{ minutes >= 15:
    You may find that you've been thinking. Thoughts at this hour are half dreams already.
    You don't have to find out how they end. # stretch: 2
}
{ minutes >= 24:
    Perhaps a worry has found you, now that it's quiet. It can lie here too.
    It doesn't need an answer to be tired. # stretch: 3
}
{ minutes >= 28:
    There's nothing you have missed. I've only been saying the same thing, in different words. # stretch: 3
}
{ minutes >= 9: -> lamps }
-> drifting

=== lamps ===
# chapter: The lamps
# pace: slow
# style: soft
Now, in your mind, go through a house and put the lamps out. Any house will do. # stretch
The front door is locked already. There's a lamp beside it, and you put it out. # stretch: 0.7
{ minutes >= 13:
    In the kitchen a cup is drying upside down. One light over the stove. You put it out, and the window turns blue. # stretch: 1.5
}
{ minutes >= 17:
    A room with a table, and the chairs pushed back as people left them. You don't have to tidy.
    You reach under the shade, and that one goes out too. # stretch: 2
}
{ minutes >= 20:
    The stairs, one and then one and then one. Your hand knows the rail.
    On the landing there's a small lamp, warm from burning all evening. Out. # stretch: 2
}
{ minutes >= 24:
    Past the doors where the others are asleep. You can hear them breathing, slowly, through the wood. # stretch: 2
}
{ minutes >= 27:
    There's a smell of clean sheets, and rain on the roof just overhead. You go along by touch. # stretch: 2
}
And last of all, the lamp by your own bed. You don't even need to sit up. # stretch
-> drifting

=== drifting ===
# chapter: Drifting
# pace: slower
# style: soft
Somewhere a road is wet, and nobody is on it. # stretch: 2
{ minutes >= 8:
    The rain is doing all the work there is. # stretch: 2
}
{ minutes >= 10:
    Warm where it's warm. Dark where it's dark. # stretch: 2
}
{ minutes >= 16:
    A train, a long way off, is taking its lit windows somewhere. You don't have to be on it. # stretch: 2
}
{ minutes >= 21:
    A boat is tied to a post. The water lifts it a little, and sets it down. # stretch: 3
}
{ minutes >= 25:
    In a field, the animals have gone to stand close together. # stretch: 3
}
{ minutes >= 29:
    Downstairs, the clock goes on by itself. # stretch: 3
}
-> gone

=== gone ===
# pace: slower
# style: whisper
Heavy, and warm. # stretch: 2
{ minutes >= 7:
    Breath going out. # stretch: 3
}
{ minutes >= 12:
    Nothing to hold. # stretch: 3
}
{ minutes >= 18:
    Rain. # stretch: 4
}
{ minutes >= 23:
    And the dark, all round. # stretch: 4
}
{ minutes >= 27:
    Nearly nothing. # stretch: 5
}
Good night. # stretch: 4
-> END
