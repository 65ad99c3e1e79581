# title: Noticing thoughts
# by: Vesper
# about: Waiting for thoughts as one waits at a window, and learning their names as they go by.
# kind: meditation
# language: en
# minutes: 3-30 usually 10
# mood: attention, curiosity, restlessness
VAR minutes = 10
-> start

=== start ===
# chapter: A place to stand
# bed: wind
# pace: slow
# bell
# pause: 3s
Sit so that you can stay awake without effort. You are going to watch something that moves quickly.
First, somewhere to stand. Feel the breath, wherever it is plainest, and stay for three of them. # stretch: 1.2
{ minutes >= 4:
    This isn't about having fewer thoughts. Have as many as you like. We only want to catch them in the act. # stretch: 0.7
}
{ minutes >= 7:
    You may already have had several. One about the voice, perhaps, and one about whether this will work.
    Those count. They were the first two. # stretch: 0.7
}
{ minutes >= 12:
    Give the breath the job of a doorframe. You stand in it, and lean, and look out.
    Whenever you find yourself halfway down the street, walk back and lean on it again. # stretch
}
{ minutes >= 14:
    Check how you're sitting. People who watch birds don't sit stiffly. They sit so that they can stay. # stretch: 0.8
}
{ minutes >= 19:
    It may be that you don't like watching the breath. Then use your hands, or the weight on the seat.
    All it needs to be is something that is here, and doesn't use words. # stretch: 2
}
{ minutes >= 25:
    Stay a little longer in the doorframe. The breath comes, and then there's a pause, and you can't say when it will end.
    Get used to waiting without leaning forward. # stretch: 4
}
-> sounds

=== sounds ===
# chapter: Sounds
# pace: slow
Now listen. There's the wind, and there's whatever is behind it. You don't have to go and get any of it. # stretch
{ minutes >= 5:
    Each sound begins by itself, goes on for a time, and is over. You never see it packing. # stretch: 1.5
}
{ minutes >= 11:
    Before long you'll be telling yourself what it was, instead of hearing it. That comes next. For now, go back to the sound. # stretch
}
{ minutes >= 9:
    Listen for the very start of one. You can't prepare for it. It's already here when you know about it.
    Then listen for the end, which is even harder to find. # stretch: 2
}
{ minutes >= 15:
    Some sounds come with a picture attached. A car, a kettle, somebody's step. Some you like, and some you don't.
    Try hearing one of them as if you'd just arrived on earth and knew no names. # stretch: 1.5
}
{ minutes >= 22:
    And there's the place where sounds happen. It doesn't fill up. One leaves, the next one enters, and there's always room.
    Listen to the room for a while, more than to the sounds. # stretch: 4
}
{ minutes >= 26:
    Find the loudest thing and the quietest thing, and hear them together. Neither is in the other's way. # stretch: 2
}
-> waiting

=== waiting ===
# chapter: Waiting for a thought
# pace: slow
Do the same with thoughts. Ask, as if you really didn't know: what will I think next? # stretch: 0.7
Then wait, as you would watch a door. # stretch: 1.5
{ minutes >= 4:
    It often goes quiet when you look. That's all right. They are shy for about as long as a bird is. # stretch
}
{ minutes >= 6:
    Here's one way to tell that you've caught one. You were going to listen, and now you're in a kitchen, or a meeting, or next year.
    The moment you know it, you're back. There's no second step. # stretch
}
{ minutes >= 10:
    Some thoughts speak. Listen to the voice they use. Is it yours? Is it near or far, quick or slow?
    Hear the sound of it, as you heard the wind, before you take in what it says. # stretch: 2
}
{ minutes >= 13:
    Others are pictures. A face, a corridor, the inside of a fridge. They're thin, and they don't quite stay.
    Try looking at one, and see what it does. # stretch: 1.5
}
{ minutes >= 18:
    Sometimes one is talking, and another is listening to it and making remarks. You can sit in the row behind both of them. # stretch
}
{ minutes >= 17:
    And a few are hardly anything. A lean, a small tightening towards the next thing, before any word has come.
    See if you can meet one that early. # stretch: 2
}
{ minutes >= 21:
    You'll be carried off again, and for longer than you would like. Everyone is.
    When you come back, look at the last thing you remember, and then let it go without reading on. # stretch: 2
}
{ minutes >= 17:
    If you're cross with yourself for drifting, that was quick. It's a thought already. It has a tone, too. # stretch: 0.8
}
{ minutes >= 27:
    Now I'll leave you at the window for a good while. Nothing has to come past.
    If something does, you need only know that it did. # stretch: 6
    Where are you now? Whatever the answer, you're here to give it. # stretch: 2
}
-> names

=== names ===
# chapter: Names
# pace: slow
When a thought comes, give it a short name, and say it softly to yourself. Planning. Remembering. Judging. # stretch: 0.8
Then come back to the breath. # stretch: 1.5
{ minutes >= 5:
    The name isn't there to scold anyone. Say it the way you'd name a bird to a child. Look, planning. # stretch: 1.5
}
{ minutes >= 8:
    Planning is common. It puts things in order, then puts the same things in order again.
    Thank it if you like, and stay where you are. # stretch
}
{ minutes >= 9:
    Remembering has a way of editing as it goes. Did you just say it better than you said it at the time? # stretch: 0.8
}
{ minutes >= 11:
    There's rehearsing, where you win an argument with somebody who isn't here.
    Notice what the jaw and the hands are doing while you win. # stretch: 1.5
}
{ minutes >= 14:
    And there's commenting. It has views on how this is going. It may have one now.
    A thought about meditating is one more thought. It goes in with the others. # stretch
}
{ minutes >= 16:
    Worrying feels like work, which is why it's so hard to put down. Ask if there is anything to do about it in this minute.
    If there is not, call it by name, and feel your feet. # stretch: 1.5
}
{ minutes >= 18:
    If you don't know the name, say thinking. It's the plain brown bird of the list, and it covers most cases. # stretch: 2
}
{ minutes >= 24:
    See what a thought does to the body before it goes. A plan lifts the chest. A regret drops something in the stomach.
    A joke is felt at the corners of the mouth. # stretch: 2
}
{ minutes >= 20:
    You may have a regular. One that has been by three times already, in the same coat.
    Give it a name of its own, a fond one, so that you know it next time. # stretch: 2
}
{ minutes >= 29:
    There are kinds that I haven't mentioned. You'll have your own. Find a name that nobody else would need. # stretch: 2
}
{ minutes >= 23:
    Look at what the regular wants. Under the words there's usually something simple. To be safe, or to be liked, or to be done.
    You don't have to provide it. Just hear what it's asking. # stretch: 3
}
{ minutes >= 26:
    Now leave the names out, and see if the knowing stays without them. A thought comes. You know. It goes. # stretch: 4
}
-> choosing

=== choosing ===
# chapter: Choosing
# pace: slow
Between one thought and the next there's sometimes a gap. See if you can find the edge of one. # stretch: 1.5
{ minutes >= 6:
    Don't try to hold it open. A gap you are holding is a thought about a gap. # stretch: 1.5
}
{ minutes >= 8:
    All of these came without being sent for. You didn't write them, so they aren't a verdict on you.
    Some are even true. You can find out later which. # stretch: 0.8
}
{ minutes >= 12:
    Take one of today's thoughts and say it again, on purpose, with this in front: I'm having the thought that.
    It says just what it said before. See what it weighs. # stretch: 1.5
}
{ minutes >= 15:
    You can follow a thought, too, if it's worth it. There's no rule against thinking.
    The difference is whether you got on by yourself, or woke up on the bus. # stretch: 0.8
}
{ minutes >= 20:
    Try it. Let the next one pass, whatever it is, however good. Then let the one after that pass as well. # stretch: 2
    Now choose one, and think it through to its end, slowly, with your eyes open on the inside. # stretch: 2
}
{ minutes >= 24:
    And put it down. Come back to the doorframe, to the breath going out, and look at what is left.
    A little dust in the air, perhaps, where the traffic was. # stretch: 3
}
{ minutes >= 28:
    How can you tell that a thought has gone? You look for it, and there's only the looking, and the chair.
    Then the next one is here, and has been for some time. # stretch: 3
}
{ minutes >= 28:
    We've been asking what you think. For the last stretch, leave even that question. Sit as you would sit beside a friend. # stretch: 6
}
{ minutes >= 30:
    If there's impatience, it has a place in the body. Find out where it lives, and sit next to it. # stretch: 4
}
{ minutes >= 5:
    Come back to the wind once more, and to the breath that was under all of it. # stretch
}
In a moment you'll have a thought about what to do next. See it arrive. # pause: 3s
Then, if you agree with it, get up. # pause: 2s
# bell
# stretch
-> END
