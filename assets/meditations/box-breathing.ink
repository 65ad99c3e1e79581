# title: Box breathing
# by: Vesper
# about: Four sides of four seconds each, drawn until the shape holds without being told.
# kind: meditation
# language: en
# minutes: 3-30 usually 5
# mood: breath, steadiness, focus
VAR minutes = 5
// Rounds of the exercise: how many sets there are, how many rounds in each, and which one this is.
VAR sets = 1
VAR size = 2
VAR lap = 0
-> start

=== start ===
{
    - minutes >= 26:
        ~ sets = 5
    - minutes >= 20:
        ~ sets = 4
    - minutes >= 13:
        ~ sets = 3
    - minutes >= 7:
        ~ sets = 2
}
// About a third of the time is spent on the square; a round is sixteen seconds.
~ size = (minutes * 5 / 4 - 1) / sets
# chapter: The shape
# bed: drone
# pace: slow
# bell
# pause: 3s
Sit upright, somewhere nothing else needs watching. Hands where you can forget them. # stretch: 0.7
{ minutes >= 5:
    Before you shape the breath, see what shape it has by itself. Short, long, high in the chest, or low. # stretch
}
A box has four sides. In, hold, out, rest. Each of them lasts four seconds. # pause: 1s
Breathe small. About as much air as you'd use to read a sentence aloud. # pause: 2s
If a hold is unpleasant, let go of it early and wait for the next side. Nothing breaks. # pause: 2s
{ minutes >= 9:
    In the hold the throat stays open, as if you were about to speak and thought better of it. # stretch: 0.7
}
{ minutes >= 16:
    Here's how it looks. Up the left side as you breathe in, along the top as you hold.
    Down the right side as you breathe out. Along the floor, empty, back to the corner where you began. # stretch: 0.8
}
{ minutes >= 23:
    Let one ordinary breath go all the way out, and wait at the bottom of it. You will know the corner when it comes. # stretch
}
# chapter: Drawing it
Here we go. # pause: 1s
-> first_set

=== first_set ===
# pace: slow
~ lap = lap + 1
{ lap:
    - 1:
        Breathe in, two, three, four. # breathe: in 4s
        Hold, two, three, four. # breathe: hold 4s
        Out, two, three, four. # breathe: out 4s
        Rest, two, three, four. # breathe: rest 4s
    - 2:
        In, up the side. # breathe: in 4s
        Hold, along the top. # breathe: hold 4s
        Out, down the side. # breathe: out 4s
        Rest, along the floor. # breathe: rest 4s
    - 3:
        In. # breathe: in 4s
        Hold. # breathe: hold 4s
        Out. # breathe: out 4s
        Rest. # breathe: rest 4s
    - 4:
        # breathe: in 4s
        Shoulders can stay down. # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
    - 6:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        Empty, and in no danger. # breathe: rest 4s
    - else:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
}
{ lap < size: -> first_set }
-> first_open

=== first_open ===
# pace: slow
{ minutes >= 7: -> between }
Go on by yourself, with your own count. Three or four more, and if you lose a side, start from a corner. # stretch: 3
{ minutes >= 4:
    It needn't be exactly four. It need only be the same on every side. # stretch: 2
}
{ minutes >= 5:
    Which side is easiest for you? Which one do you hurry? Draw it again, and look. # stretch: 2
}
{ minutes >= 6:
    One more on purpose, the last. Then leave all four sides where they are. # stretch
}
-> ending
= between
# pace: slow
Let the box go for a while, and breathe as you breathe. # stretch: 0.8
See what the breath does now that nobody is counting. It may be shy, or it may sigh. # stretch: 1.5
{ minutes >= 8:
    Feel the ribs at the back, against the chair or the shirt. They were part of the box, too. # stretch: 1.2
}
{ minutes >= 10:
    Of the four sides there's usually one that you'd sooner skip. Which one was it?
    You don't have to cure that. Only know it when you come round to it again. # stretch: 2
}
{ minutes >= 12:
    A count is a handrail. You don't grip it all the way up the stairs. You keep it under your palm. # stretch
}
{ minutes >= 18:
    The heart is in there as well, keeping a quicker time. You might feel it in the chest, or where the fingers touch.
    Four seconds has about as many beats as it likes. # stretch: 2
}
# chapter: With fewer words
Find your way to the bottom of a breath out. The corner is there. # pause: 1s
~ lap = 0
-> second_set

=== second_set ===
# pace: slow
~ lap = lap + 1
{ lap:
    - 1:
        From the corner, in. # breathe: in 4s
        Full. # breathe: hold 4s
        And down. # breathe: out 4s
        Empty. # breathe: rest 4s
    - 3:
        # breathe: in 4s
        Held, without gripping. # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
    - 5:
        # breathe: in 4s
        # breathe: hold 4s
        Slowly, to the very end. # breathe: out 4s
        # breathe: rest 4s
    - 7:
        Soft at the start. # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
    - else:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
}
{ lap < size: -> second_set }
-> second_open

=== second_open ===
# pace: slow
Put the box down again. The next breath belongs to nobody. # stretch: 0.8
{ minutes >= 7:
    Has it slowed, or is it about the same? Look, as you'd look at a clock, without wishing. # stretch: 1.2
}
{ minutes >= 9:
    Notice the turning points. The breath in doesn't simply turn into the breath out. There's a round place in between, about as wide as a coin. # stretch: 1.5
}
{ minutes >= 11:
    Draw two more, with nobody counting aloud. You may count, or you may feel for the corners. # stretch: 2
}
{ minutes >= 13: -> onward }
-> ending
= onward
# pace: slow
Boredom may be here. It's good company for this exercise. It means the shape has become familiar. # stretch: 0.8
{ minutes >= 14:
    What is left to see, when nothing new happens? Air, cool at the nostrils. Cloth, moving. A small click somewhere. # stretch: 2
}
{ minutes >= 17:
    If your thoughts ran ahead of the count, they've had a pleasant walk. Bring them to the next corner. # stretch
}
{ minutes >= 22:
    Let the belly be loose before we begin again. It will try to do the hold for you, by clenching.
    The holding is done by stopping, and there's no muscle for that. # stretch: 2
}
# chapter: Nearly silent
One breath out, to the floor. # pause: 1s
~ lap = 0
-> third_set

=== third_set ===
# pace: slow
~ lap = lap + 1
{ lap:
    - 1:
        In. # breathe: in 4s
        Stay. # breathe: hold 4s
        Out. # breathe: out 4s
        Stay. # breathe: rest 4s
    - 4:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        Nothing wanted here. # breathe: rest 4s
    - 6:
        # breathe: in 4s
        Eyes soft as well. # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
    - else:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
}
{ lap < size: -> third_set }
-> third_open

=== third_open ===
# pace: slow
That's enough of corners. Round it off, and let the breath find its own edges. # stretch: 0.8
{ minutes >= 15:
    Four seconds may seem longer by now than it did. It hasn't changed. You have been in more of it. # stretch: 2
}
{ minutes >= 19:
    Listen to the low note under us. It has no sides at all. Breathe next to it for a while. # stretch: 5
}
{ minutes >= 20: -> onward }
-> ending
= onward
# pace: slow
Sit back a little from the breath, as one sits back from a table. It's still going on, in front of you. # stretch: 2
{ minutes >= 21:
    Feel how far the movement reaches. The collarbones, the small of the back, perhaps even the seat.
    A breath is local, but its neighbours hear of it. # stretch: 3
}
{ minutes >= 24:
    If you're tired of being steady, you can be unsteady for a minute. Nobody keeps a square up all day. # stretch: 2
}
When you're ready, down to the corner once more. # pause: 1s
~ lap = 0
-> fourth_set

=== fourth_set ===
# pace: slow
~ lap = lap + 1
{ lap:
    - 1:
        Rising. # breathe: in 4s
        Level. # breathe: hold 4s
        Falling. # breathe: out 4s
        Level. # breathe: rest 4s
    - 3:
        # breathe: in 4s
        # breathe: hold 4s
        Let the hands go heavy. # breathe: out 4s
        # breathe: rest 4s
    - 6:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        You know this floor. # breathe: rest 4s
    - else:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
}
{ lap < size: -> fourth_set }
-> fourth_open

=== fourth_open ===
# pace: slow
And free. Whatever comes, long or short, comes as it is. # stretch: 2
{ minutes >= 23:
    Try something. Without counting, see if you can tell when four seconds have gone by.
    You've got a clock in you now, and you can carry it into rooms where you'll need it. # stretch: 4
}
{ minutes >= 25:
    A square is a way of waiting, on purpose, four times a breath. You could wait like that before you answer somebody. # stretch: 2
}
{ minutes >= 26: -> onward }
-> ending
= onward
# pace: slow
One last set, and I'll leave it almost entirely to you. # stretch: 2
{ minutes >= 28:
    Before that, look for any part of you that has been helping too much. The brow, the toes, the tongue. Thank it, and let it off. # stretch: 2
}
{ minutes >= 30:
    Sit as tall as you did at the beginning, and no taller. The low note can hold up the walls. # stretch: 2
}
From the floor. # pause: 1s
~ lap = 0
-> fifth_set

=== fifth_set ===
# pace: slow
~ lap = lap + 1
{
    - lap == 1:
        First corner. # breathe: in 4s
        Second. # breathe: hold 4s
        Third. # breathe: out 4s
        Fourth. # breathe: rest 4s
    - lap == size - 2:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        Two more like that. # breathe: rest 4s
    - else:
        # breathe: in 4s
        # breathe: hold 4s
        # breathe: out 4s
        # breathe: rest 4s
}
{ lap < size: -> fifth_set }
-> fifth_open

=== fifth_open ===
# pace: slow
The box is drawn. You can leave it standing, and stop walking round it. # stretch: 4
{ minutes >= 27:
    Nothing to count, and nothing to hold. The breath has had a long lesson, and it may play. # stretch: 5
}
{ minutes >= 29:
    What's different, if anything is? Put one word to it. Then let the word go out with the air. # stretch: 2
}
-> ending

=== ending ===
# chapter: Without counting
# pace: slow
Let the breath be crooked again. It has its own sense of time. # stretch
{ minutes >= 6:
    Feel the feet, and the light on your eyelids. The room is roughly a box as well, and you can open the door. # stretch
}
If you need it later, one round takes sixteen seconds, and nobody can see you do it. # pause: 2s
# bell
# stretch
-> END
