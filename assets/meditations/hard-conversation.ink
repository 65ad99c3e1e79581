# title: Before a hard conversation
# by: Vesper
# about: For the minutes before you say it. Feet first, then what is true, then the other chair.
# kind: meditation
# language: en
# minutes: 3-30 usually 6
# mood: courage, honesty, people
VAR minutes = 6
-> start

=== start ===
# chapter: Feet
# bed: brown
# pace: slow
# bell
# pause: 3s
You are going to talk to somebody, and part of you is there already. Come back here first.
Both feet on the floor. Press down a little, and feel the floor press back. # stretch: 1.2
{ minutes >= 4:
    Let the breath out be slower than the breath in. You don't have to sigh. Just don't hurry the end. # stretch: 1.2
}
{ minutes >= 4:
    Unclench the hands, if they're clenched. You won't need fists. # stretch: 0.6
}
{ minutes >= 7:
    Nothing is being said yet. For these few minutes nobody is waiting for your face to do anything. # stretch: 1.2
}
{ minutes >= 12:
    Look round the room, if your eyes are open. A corner, a handle, the way the light falls. This is where you are.
    The other room doesn't exist yet. When it does, it'll have corners as well. # stretch: 0.8
}
{ minutes >= 18:
    Let the chair have your thighs and your back. When people are nervous they sit as if the chair might be taken away.
    Test it. Lean, and see if it holds. # stretch: 2
}
{ minutes >= 22:
    Follow four breaths, all the way. Nobody will ask you about them afterwards. They aren't evidence. # stretch: 2
}
-> body

=== body ===
# chapter: What the body is doing
# pace: slow
Where do you feel it, this conversation that hasn't happened? Throat, chest, stomach, hands? # stretch: 1.2
{ minutes >= 5:
    Go and stand near it. Is it hot or cold, still or moving? Has it got an edge?
    You don't have to make it smaller. You only want to know its address. # stretch: 1.5
}
{ minutes >= 6:
    It's getting ready on your behalf. A dry mouth and a quick heart mean that this matters. They don't mean that you can't do it. # stretch: 0.8
}
{ minutes >= 9:
    You may be rehearsing again. There's a version where you win, and one where it all goes wrong.
    Both are made up. Feel your feet, and let them run on without you. # stretch: 1.5
}
{ minutes >= 14:
    Breathe, and let the ribs open sideways. There needs to be room beside the fear, and that's enough. It can stay in its seat. # stretch: 2
}
{ minutes >= 16:
    What is it you're afraid of, if you say it in one plain line? That they'll shout. That they'll cry. That they'll be right. # stretch: 2
    Now you know which one is yours. You've very likely lived through it before. # stretch: 0.8
}
{ minutes >= 22:
    Underneath being afraid there's sometimes something older. A kitchen, a teacher, a door that was shut.
    If it comes, you can tell it which year it is. You're taller now, and you can leave the room. # stretch: 4
}
{ minutes >= 24:
    Go up through the body once, from the soles to the scalp. Ask each part whether it has left for the meeting already.
    Some parts will still be here with you. Stay among those. # stretch: 4
}
{ minutes >= 27:
    Rest here, before we come to the words. Soften the belly on each breath out. If it hardens again, soften it again. # stretch: 6
}
-> truth

=== truth ===
# chapter: What you have to say
# pace: slow
Now find the one thing that needs to be said. If you could say a single sentence, which would it be? # stretch: 2
Make it shorter. Take out the words always and never. # stretch: 1.2
{ minutes >= 5:
    Say it silently, in words that you would use. If it sounds like a letter from a bank, it isn't done yet. # stretch: 1.2
}
{ minutes >= 6:
    Take out the word because, if you can. Reasons invite an argument about the reasons. # stretch: 0.8
}
{ minutes >= 8:
    See which word it begins with, you or I. A sentence that starts with I is harder to argue with, and harder to say. # stretch: 0.8
}
{ minutes >= 8:
    Imagine saying it as you'd hand over a full cup. Level, and not too fast. # stretch: 1.5
}
{ minutes >= 10:
    What do you want, when it's over? Not what you want to prove. What you'd like to be the case on Thursday. # stretch: 1.5
}
{ minutes >= 13:
    Is there a part in it that was yours? Something you did, or let go on too long. It may be small.
    You can decide whether to say it first. It often opens a window. # stretch: 1.2
}
{ minutes >= 15:
    And what won't you say, however it goes? Find the true thing that's only there to hurt. Leave it here, on this side of the door. # stretch: 1.5
}
{ minutes >= 18:
    Is there something between you that you want to keep? If you know what you'd be sorry to lose, it'll be in your voice. # stretch: 2
}
{ minutes >= 19:
    Try the sentence again, a little slower than you'd like. Hear where your voice would go up, or run out.
    Put a breath there. It can be an ordinary comma. # stretch: 2
}
{ minutes >= 23:
    Think of a time when somebody told you a hard thing well. What did they do? Perhaps they simply stopped, and let you have it.
    You're allowed to stop too, once you have said it. # stretch: 2
}
{ minutes >= 25:
    If there's a no in it, let it be a no. People forgive a clear one sooner than a foggy one. Feel how a plain no sits in the chest. # stretch: 3
}
{ minutes >= 26:
    Let the sentence sink for a while, and then look again. Is it still true with your shoulders down?
    If it has changed, keep the new one. # stretch: 4
}
-> other

=== other ===
# chapter: The other chair
# pace: slow
Now picture the other person, before they know what's coming. They have a body too, and a bad night's sleep, maybe. # stretch: 1.5
{ minutes >= 4:
    Whatever they say first, it may not be what they mean. It wasn't always what you meant, either. # stretch: 0.8
}
{ minutes >= 7:
    What might they be protecting? It may be a job, or their pride, or a picture of themselves that they need. # stretch: 1.2
}
{ minutes >= 9:
    They'll hear your first ten words clearly, and after that mostly their own heart. So put what matters near the front. # stretch: 0.8
}
{ minutes >= 11:
    What would they say about all this, to a friend, in a kitchen? Give them their best case. You can do it without agreeing.
    Then listen for the sentence in it that's partly true. # stretch: 2
}
{ minutes >= 13:
    See them as they are when they're not dealing with you. Laughing at something, or lacing their shoes. # stretch: 1.2
}
{ minutes >= 15:
    You may have made them bigger than they are, these last few nights. Give them back their real height.
    Give them their chair, and their cup. # stretch: 1.2
}
{ minutes >= 17:
    And there's a good deal you don't know. Someone may have spoken to them this morning in a way you'll never hear about.
    Go in with one real question. Find it now, one you don't know the answer to. # stretch: 2
}
{ minutes >= 20:
    Imagine that they've finished speaking, and you say nothing for the length of one breath. Practise that. It's the most useful thing here. # stretch: 2
    Breathe in as they stop. # breathe: in 5s
    Answer on the way out. # breathe: out 6s
    Now they've said the thing you dread. # pause: 2s
    # breathe: in 5s
    # breathe: out 6s
}
{ minutes >= 24:
    You might wish them something, before you go in. It needn't be warm. I hope you'll hear me. I hope I'll hear you. # stretch: 3
}
{ minutes >= 28:
    They may stay angry. They may say no. Feel that possibility, and feel the chair at the same time.
    You can be disliked for an afternoon, and still have a back, and hands, and somewhere to go for supper. # stretch: 4
}
{ minutes >= 29:
    And what if it goes well? We get ready for a storm, and then don't know how to stand in fair weather.
    Leave some room for being met halfway. # stretch: 3
}
-> going

=== going ===
# chapter: Going in
# pace: slow
{ minutes >= 6:
    If you get lost, go to your feet. It won't show. Then say the sentence, or ask them to wait. # stretch: 0.8
}
{ minutes >= 8:
    You're allowed to say, I need a minute. You're allowed to say, I hadn't thought of that. Both are whole answers. # stretch
}
{ minutes >= 12:
    If you hear your voice getting faster, that's the moment to look at something across the room, and let it slow down. # stretch: 0.8
}
{ minutes >= 10:
    You can't choose how it turns out. You can choose the pace, and whether you stay honest, and whether you stay kind. # stretch: 1.5
}
{ minutes >= 14:
    Afterwards there'll be an afterwards. A corridor, or a street. Decide on one small good thing to do there, however it went. # stretch: 1.5
}
{ minutes >= 20:
    There'll come a point when you want to add one more thing. You can leave that one out. # stretch: 0.8
}
{ minutes >= 21:
    Let the plan go soft round the edges now. The conversation will have two people in it, and only one of them has been here. # stretch: 2
}
{ minutes >= 28:
    You may turn out to be wrong about some of it. Decide now that you could say so, in the room, in four words.
    I got that wrong. See if the mouth will make the shape. # stretch: 2
}
{ minutes >= 26:
    Nothing to prepare for a while. Sit like somebody who has already packed. # stretch: 6
}
{ minutes >= 29:
    If more words come, let them queue outside. You have the one sentence and the one question. The rest you can find there. # stretch: 3
}
{ minutes >= 30:
    Feel the back of your body, the side that nobody will be looking at. It goes in with you. # stretch: 4
}
One breath that is only for you. # pause: 1s
# breathe: in 4s
# breathe: out 6s
Say your sentence once more, quietly. # stretch: 1.5
Then stand up, slowly enough to feel it. Let the first thing you do there be to listen to the room. # pause: 2s
# bell
# stretch
-> END
