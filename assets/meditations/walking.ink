# title: Walking
# by: Vesper
# about: For a corridor, a garden or a quiet street, with the eyes open and the ground doing its part.
# kind: meditation
# language: en
# minutes: 3-30 usually 12
# mood: walking, outdoors, restlessness
VAR minutes = 12
-> start

=== start ===
# chapter: Standing
# bed: none
# pace: slow
# bell
# pause: 3s
There's no sound under my voice this time. What you hear is the place you're in, so keep some of your hearing for it.
Stand still for a moment, eyes open. Feel both feet take the weight. # stretch: 0.8
{ minutes >= 4:
    You need about ten paces, there and back, or a path you know well. If there's traffic, it comes first, and I come second. # stretch: 0.6
}
{ minutes >= 6:
    Standing looks like nothing, but it's busy. You are swaying a little, and the ankles keep catching you.
    Let them. They've been doing it since you were one. # stretch: 1.2
}
{ minutes >= 11:
    If you go on wheels, or with a stick, read my words across to what you have. The rim in the hand, the rubber tip on the floor.
    It's the meeting with the ground that we're after. # stretch: 0.8
}
{ minutes >= 17:
    Before you set off, shift to the right foot until the left is almost empty. Then the other way, slowly, like pouring water.
    Somewhere on the way there's a point where both are equal. See if you can tell when you cross it. # stretch: 2
}
{ minutes >= 15:
    Have a look at the path before you use it. Where it's worn, and where it's uneven. It has had other feet on it. # stretch
}
{ minutes >= 25:
    Feel how tall you are. The ground pushes up through the heels, as hard as you push down. The crown of the head is the far end of that.
    There's no need to stretch. You reach this high without trying. # stretch: 2
}
-> steps

=== steps ===
# chapter: Slow steps
# pace: slow
Now walk, more slowly than you have any reason to. One step, and then the next one. # stretch: 1.5
Feel the heel come down, then the whole sole, then the toes pushing off. # stretch: 1.5
{ minutes >= 4:
    When you reach the end of your path, stop. Know that you've stopped. Then turn, and begin again. # stretch: 2
}
{ minutes >= 5:
    Say it under your breath, if it helps. Lifting, moving, placing. One word for each part, and no hurry between them. # stretch: 2
}
{ minutes >= 8:
    Stay with lifting for a while. The heel peels away first, and the toes hang back.
    For that instant the foot weighs what a foot weighs, and your leg knows it. # stretch: 2
}
{ minutes >= 10:
    Now moving. The foot goes through the air with nothing to do. It's the only rest it gets. # stretch
    Then placing. You never quite know what the floor will be like until it's there. # stretch: 1.5
}
{ minutes >= 13:
    At this speed you may wobble, and so you should. You are balancing on one leg, which most of the time you hide by hurrying. # stretch: 0.8
}
{ minutes >= 14:
    You may feel observed. Anyone who looks will see a person who has lost something, and isn't worried about it. # stretch: 0.8
}
{ minutes >= 16:
    Let the other leg come into it, the one you aren't looking at. While one foot moves, the other carries all of you.
    Give your attention to the one that carries. # stretch
}
{ minutes >= 22:
    Feel for the instant when the weight goes over. Before it, you could still change your mind. After it, you're on your way. # stretch: 2
}
{ minutes >= 20:
    If your mind has gone on ahead, it's probably at the place you'll go to afterwards. That's what walking is for, most days.
    Today the place is under your left foot. Now it's under the right. # stretch: 2
}
{ minutes >= 24:
    Try a few steps with the breath. See how many steps there are in one breath in, and how many in one breath out.
    Don't even them up. Just count, and let them be an odd pair. # stretch: 4
}
{ minutes >= 28:
    Now slower again. So slow that you could stop at any point in the step, and it would still be somewhere.
    Take as long over five steps as you like. # stretch: 6
}
-> pace

=== pace ===
# chapter: An ordinary pace
# pace: slow
Let yourself speed up, until it's the pace you'd walk in if nobody were waiting. # stretch: 1.5
{ minutes >= 7:
    The separate parts run together now. Stop naming them. Feel the rhythm instead, left and right, like a slow clock. # stretch: 1.5
}
{ minutes >= 9:
    See what comes along with the feet. The knees bend, the hips turn, one arm swings against the other leg.
    Nobody taught you that last part. # stretch
}
{ minutes >= 12:
    Check the top half. Are the shoulders walking, or being carried? Are the hands making fists?
    They can come along more lightly than that. # stretch: 0.8
}
{ minutes >= 17:
    If there's a corner, take it. The inside foot makes a short step, the outside foot a long one, and nobody gave the order. # stretch: 0.8
}
{ minutes >= 15:
    Find the face, too. Faces often lean out ahead of the body, towards whatever is next. Bring yours back over your feet. # stretch
}
{ minutes >= 19:
    There's a bit of falling in every step. You tip forward, and a foot arrives in time. It has arrived in time for years.
    Feel the small trust in that. # stretch: 2
}
{ minutes >= 24:
    Perhaps the steps have gone missing. Find just one of them, now, anywhere in the middle, and get back on. # stretch: 2
}
{ minutes >= 21:
    What are you carrying? A bag, a phone, a list, a grudge. Feel the weight of the ones that have weight. # stretch: 2
}
{ minutes >= 23:
    If you meet someone, you can nod. It's not an interruption. Nod, and feel the foot that is on the ground while you do it. # stretch: 2
}
{ minutes >= 25:
    Change your speed a little, up or down, and see what comes with it. A bit faster, and you have a purpose.
    A bit slower, and you have a street. # stretch: 2
}
-> senses

=== senses ===
# chapter: What is around you
# pace: slow
Now look up. Let the eyes be wide and soft, so that things come in from the sides as well. # stretch: 1.5
{ minutes >= 5:
    Everything near you slides past, and what's far away hardly moves at all. Watch that happen for a few steps. # stretch: 1.5
}
{ minutes >= 6:
    Pick out the colour that there's least of. A door, a leaf, a bit of string. When you've seen it, walk on. # stretch: 1.5
}
{ minutes >= 9:
    Next, sounds. Your own steps are the closest. Are they the same, left and right? # stretch: 0.8
    Then what's further out, behind you as well. You can't see back there, but you can hear it. # stretch: 1.5
}
{ minutes >= 14:
    Feel the air. It's always a little windy when you walk, because you're the wind. The backs of the hands know it first. # stretch
}
{ minutes >= 16:
    Look at the ground three paces ahead. It's coming anyway. You don't have to go and fetch it. # stretch
}
{ minutes >= 18:
    Smell, if there's anything. Dust, cooking, cut grass, a coat. The answer comes with the breath in, then it fades.
    There may be nothing at all, and then that is what this place smells of today. # stretch: 2
}
{ minutes >= 21:
    Look for light. Where does it come from, and what is it lying on? Find the brightest thing near you, and then the darkest. # stretch: 2
}
{ minutes >= 22:
    You've walked here before, or somewhere like it. You stopped looking because you knew it.
    Find one thing that you could not have drawn from memory. # stretch: 2
}
{ minutes >= 29:
    Choose something that's standing still, and walk past it as if you were saying good evening. A post will do. # stretch: 2
}
{ minutes >= 26:
    For the next while I'll keep quiet. You know how to do this. When you notice you've left, the feet are the way back. # stretch: 6
    Still walking. Ask the soles what they've been walking on. # stretch: 4
}
-> whole

=== whole ===
# pace: slow
Take it all together. The ground, the air, and somebody walking between them. # stretch
{ minutes >= 7:
    You don't have to choose between the feet and the street. There's one walk, and both of them are in it. # stretch
}
{ minutes >= 13:
    You're not getting anywhere. Check whether some part of you minds, and take that part along too. # stretch: 1.5
}
{ minutes >= 20:
    You pick things up on the way, without bending down. A tune from a window, and a while later you're humming it. # stretch: 2
}
{ minutes >= 27:
    Each step is the last you'll see of that bit of ground, seen from there, in this light. It's no cause for sadness. It is only how walking goes. # stretch: 3
}
{ minutes >= 30:
    Once more up and down, as if you were showing a friend how it's done. Then it's nearly time. # stretch: 3
}
-> stopping

=== stopping ===
# chapter: Stopping
# pace: slow
{ minutes >= 8:
    Begin to slow down. Don't stop yet. See which step turns out to be the last. # stretch
}
Come to a stand. The walking may go on inside for a little, in the calves or the breath. # stretch
{ minutes >= 16:
    Feel the warmth you have made. It wasn't here when you started. # stretch
}
{ minutes >= 23:
    Both feet again, the same as at the beginning. Compare. Something has changed its weight, even if you can't say what. # stretch: 2
}
{ minutes >= 28:
    Let the last of it settle, the way a lift settles once it has reached the floor. # stretch: 2
}
The next time you walk to a door, or a sink, or a car, you might give it the first three steps. # pause: 2s
# bell
# stretch
-> END
