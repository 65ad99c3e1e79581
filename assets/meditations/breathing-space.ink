# title: Breathing space
# by: Vesper
# about: Three steps for the middle of a day. Arrive where you are, gather on the breath, and widen out again.
# kind: meditation
# language: en
# minutes: 3-30 usually 3
# mood: pause, breath, day
VAR minutes = 3
-> start

=== start ===
# chapter: Arriving
# bed: waves
# pace: slow
# bell
# pause: 2s
Stop where you are. Sit a little straighter than you were, or stand with the weight on both feet. # pause: 2s
{ minutes >= 6:
    You may have come here in the middle of something. It can stay in the middle. It'll keep for as long as this takes. # stretch: 0.6
}
{ minutes >= 12:
    We'll go through the neck of an hourglass. Wide first, taking in everything that's going on. Then narrow, down to one breath.
    Then wide again. The sand is the same, but it has been through something. # stretch: 0.7
}
What's here? First in the mind. What were you just thinking? Put it in a few words. # stretch
{ minutes >= 5:
    If there was a whole crowd of thoughts, name the one at the front. The email. The thing I said. What to buy for supper. # stretch: 0.8
}
Then the mood, pleasant or not. Call it by its plain name. # stretch: 0.8
{ minutes >= 4:
    It doesn't need a reason. Flat is a mood, and so is a bit worried, and so is fine. # stretch
}
{ minutes >= 9:
    There may be two at once, one behind the other. Often the one at the back arrived first. # stretch
}
And the body. Where is it tight? Where is it holding on? # stretch: 1.2
{ minutes >= 7:
    Look in the usual places. The hinge of the jaw, the back of the neck, the hands, the pit of the stomach.
    You're only taking the register. Nobody has to be sent home. # stretch: 1.2
}
{ minutes >= 8:
    Say to yourself, about the whole lot: this is how it is at the moment. Not for good. At the moment. # stretch: 1.5
}
{ minutes >= 22:
    Look once more at the mind, slowly. There may be a sentence going round in it. How many words has it got?
    Let it go round again while you count. # stretch: 2
}
-> gathering

=== gathering ===
# chapter: Gathering
# pace: slow
Now let all that stand back, and come to the breath in the belly. # pause: 1s
Coming in. # breathe: in 4s
Going out. # breathe: out 5s
In. # breathe: in 4s
Out. # breathe: out 5s
Stay with it, at its own speed now. One breath at a time is the right number. # stretch: 2
{ minutes >= 4:
    You could rest a hand there, and feel the cloth move. If you prefer the nostrils, or the chest, go there. # stretch: 0.8
}
{ minutes >= 5:
    Follow one from its first stirring to the place where it has entirely gone. # stretch: 1.5
    Then see what happens before the next one. # stretch: 1.5
}
{ minutes >= 6:
    If the mind gets up and leaves, that's a thing minds do. Say where it went, in a word, and sit back down on the breath. # stretch: 1.5
}
{ minutes >= 10:
    The waves come in of their own accord, and no two have the same edge. Breaths are like that, if you look.
    This one is a bit longer. This one stops short. You needn't straighten them. # stretch: 2
}
{ minutes >= 13:
    Is there some part of the breath you always miss? For many people it's the last third of the breath out.
    Wait for that bit, this time, and be there as it goes. # stretch: 2
}
{ minutes >= 24:
    The breath turns at the top, and you can't quite catch it doing so. You only know from the other side that it has. # stretch: 2
}
-> expanding

=== expanding ===
# chapter: Expanding
# pace: slow
Now widen. Keep the breath, and let the rest of the body come in around it. # stretch: 1.2
The back, the face, the soles of the feet. Breathing in the middle of all that. # stretch: 1.5
{ minutes >= 5:
    If there's a sore or tense place, let the breath go as far as its edge. You aren't trying to get rid of it.
    You're keeping it company. # stretch: 1.5
}
{ minutes >= 7:
    Widen again, past the skin. The air of the room, the sounds in it, the light. # stretch: 1.2
}
{ minutes >= 19:
    Check that you haven't left the breath behind. It should be about the middle of things, quiet, like a lamp in a room. # stretch: 2
}
{ minutes >= 9: -> second }
-> leaving

=== second ===
# chapter: A second time
# pace: slow
We'll go round again. It won't be the same, since you are starting from here. # stretch: 0.6
What has moved? Look at the front of the mind. The same thought as before, or one that was waiting behind it? # stretch: 0.8
{ minutes >= 10:
    Ask what you haven't wanted to look at. You needn't open it. Only say, yes, there's that as well. # stretch
}
{ minutes >= 12:
    Ask the mood to come a step closer. If it had a temperature, what would it be? If it had a weight, could you lift it? # stretch
    You don't have to lift it. # pause: 2s
}
{ minutes >= 15:
    Then take the body from the top down, quickly, like someone checking the windows. Brow, throat, heart, belly, knees.
    Which one was open? # stretch: 0.8
}
{ minutes >= 17:
    There is usually an urge in here somewhere. To get up, to get on, to get it right.
    Find out which way it leans, and let it lean. # stretch: 2
}
Then narrow down. This time just the breath out, and the small drop at the end of it. # stretch: 1.5
{ minutes >= 9:
    Breathing out. # breathe: out 6s
    # breathe: in 4s
    Out. # breathe: out 6s
    # breathe: in 4s
    And on your own. # stretch: 2
}
{ minutes >= 11:
    Narrower still. Choose a place the size of a thumbprint, where you can feel it go by. Put everything you have on that. # stretch: 2
}
{ minutes >= 15:
    It'll slip off. Each time it does, you get to set it down again, as one sets down a cup that's too full. # stretch: 2
}
{ minutes >= 16:
    You might count, so as to have company. One on the way out, up to five, and back to one.
    If you find yourself at eleven, you have been somewhere. Welcome. # stretch: 2
}
{ minutes >= 19:
    Who told the breath to start this morning? Who'll tell it to go on while you're answering the phone?
    Sit with something that doesn't need you to run it. # stretch: 2
}
And open out. The whole body sitting, or standing, and the breath somewhere in it. # stretch: 1.2
{ minutes >= 14:
    Let the shoulders be as broad as they are. Let the back have a back. You have been facing forwards all day. # stretch: 0.8
}
{ minutes >= 13:
    Take in the space behind you, the floor below, the ceiling. The thing that you were in the middle of is in there too.
    See how large it looks from here. # stretch: 1.2
}
{ minutes >= 18: -> third }
-> leaving

=== third ===
# chapter: A third time
# pace: slow
Once more, with fewer signposts. Wide. Whatever's here gets a nod, and you don't stop to talk. # stretch: 2
{ minutes >= 20:
    A thought. A sound. An ache, a wish, something blue in the corner of your eye. A nod for each, in any order they come. # stretch: 2
}
{ minutes >= 23:
    You may be hoping that this will have done some good by now. Nod to that as well. Hope is allowed to sit here. # stretch: 2
}
{ minutes >= 21:
    If nothing seems to be here, that has a feel to it as well. Blank, or calm, or waiting for something. Which sort of nothing is it? # stretch: 2
}
{ minutes >= 24:
    By now you'll know one guest well. It has been there all three times, whatever it's called today.
    You could ask it to sit down. It has been standing since before we began. # stretch: 4
}
{ minutes >= 27:
    See if you like this, or don't like it, or can't be bothered either way. Those three are under nearly everything.
    Wait for the next thing to happen, and catch which of them comes with it. # stretch: 4
}
Now narrow. You know the way down. # stretch: 4
{ minutes >= 22:
    There's the breath as you imagine it, and there's the breath. See if you can feel the one that isn't a picture. # stretch: 2
}
{ minutes >= 23:
    At the bottom of the breath it is quiet for a moment, like a beach between two waves. Don't stretch it. Just don't miss it. # stretch: 2
}
{ minutes >= 26:
    I'll be quiet here, for longer than before. One breath, and then whichever comes next. # stretch: 6
    You may be miles away. That's all right. The breath didn't wait for you, and it isn't offended. # stretch: 2
}
{ minutes >= 29:
    Can you feel the breath begin before you know that it's begun? Stay at that edge a while. It's finer each time. # stretch: 4
}
And wide. Belly, ribs, hands. The skin all over, with the air against it. # stretch: 2
{ minutes >= 20:
    Let hearing be part of it, as far as it goes. There's a most distant sound. There always is. # stretch: 2
}
{ minutes >= 27:
    Then the eyes, if they're closed. Let them open on whatever is in front of them, and don't look for anything.
    Colours first. The names can come when they like. # stretch: 2
}
{ minutes >= 25:
    Imagine the day from above, with this half hour in it, like a clearing. You came in on one side, and you'll leave by another. # stretch: 2
}
{ minutes >= 28:
    You can hold it all a while without holding on. It's more like standing in a doorway with the light behind you. # stretch: 4
}
{ minutes >= 30:
    And if some of it is still hard, then there's room round it, and somebody in the room. # stretch: 4
}
-> leaving

=== leaving ===
# pace: slow
{ minutes >= 6:
    Think of what comes next. What's the first small thing? Not the rest of the day, only the first thing. # stretch: 0.8
}
{ minutes >= 8:
    Is there something you'd do differently, now that you've stopped? There may not be. Then go and do it the same. # stretch: 0.7
}
Take this much room with you into the next thing you do. # pause: 2s
# bell
# stretch
-> END
