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
You don't have to stay awake for this, and you don't have to fall asleep either. # stretch
{ minutes >= 4:
    Make whatever last move you want to make. A foot out of the covers, the pillow turned over. # stretch
}
{ minutes >= 6:
    If you are still awake later on, you will be lying in the dark, resting. That is worth something too. # pause: 3s
}
{ minutes >= 9:
    Listen a moment to what there is. The rain, the house, whatever is further off.
    All of it can go on without you. # stretch
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
Feel how much of you the bed is holding. The heels, the calves, the hips, the back of the head. # stretch
{ minutes >= 5:
    Let the feet fall whichever way they fall. Nobody needs them until morning. # stretch
}
{ minutes >= 8:
    The legs may be heavier than they were a minute ago. You can let them be as heavy as wet sand. # stretch
}
{ minutes >= 10:
    Let the back spread. Wherever there's a gap between you and the mattress, it can close by itself, or stay. # stretch
}
{ minutes >= 14:
    The hands have put down everything they were holding. The fingers curl a little, as they do when they are left alone. # stretch
}
{ minutes >= 7:
    The shoulders can stop carrying your head. The pillow has it now. # stretch
}
{ minutes >= 16:
    The jaw hangs. The tongue lies in the floor of the mouth. There is nothing left to say today. # stretch
}
{ minutes >= 20:
    Behind the lids, the eyes have nowhere to go. Let them sink, the way a stone settles in mud. # stretch: 2
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
        # breathe: in 4s
        # breathe: out 8s
    }
    Now leave it. The breath knows the way in the dark. # stretch
- else:
    Let the next breath out be a long one. Then leave it alone. # stretch
}
{ minutes >= 11:
    See where you can feel it most easily tonight. Under a hand, or at the nostrils, or where the covers rise. # stretch
}
{ minutes >= 13:
    Each time it goes out, a little more of you may go with it. # stretch: 2
}
{ minutes >= 19:
    You could count, if you like. One, as it goes out. Two, the next time.
    When you lose the number, that's good. Don't go looking for it. # stretch: 3
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
    Somebody has left one small light on, a long way down a hallway. You needn't get up for it. # stretch: 2
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
    Rain. # stretch: 3
}
{ minutes >= 23:
    And the dark, all round. # stretch: 3
}
{ minutes >= 27:
    Going out. # stretch: 3
}
Good night. # stretch: 3
-> END
