# title: Deep Station
# by: Vesper
# about: Nine hundred metres under the ice one woman will not come up, because something down there is still singing to her.
# kind: story
# language: en
# cast: ruth = woman, low, slow, rough
# cast: porter = man, soft, slow
# cast: tolly = young man, quick, bright
# mood: quiet science fiction, ice, sea
VAR brought = "none"
VAR lamp = false
VAR bergen = false
VAR asked_sleep = false
VAR sworn = false
VAR pressed = false
VAR showed_key = false
VAR told = false
VAR three = "none"
-> cage

=== cage ===
# chapter: Nine Hundred Metres
# bed: wind
The hole in the ice is just wide enough for a cage. The cage is just wide enough for you and one crate.
You are here to see to the pumps. That is what it says on the front of the form.
The winch is worked by a young man called Tolly. He has a pencil behind each ear and a crossword down his mitten.
Right. It's forty minutes down and forty back. I've got a storm due at six, and the last ship won't wait for it. # voice: tolly
So it's you and her, in this cage, at half past four in the morning. After that it's November. # voice: tolly
She's been down there fourteen months. I've sent for her twice. Both times, the cage came up with a cake in it. # voice: tolly
Good cake. That's not the point. # voice: tolly # pause: 1.2s
There are three crates stacked by the winch, and room in the cage for one.
The first is oranges. The second is a battery, the kind that starts a tractor. The third is fourteen months of mail.
* [Take the oranges.]
    ~ brought = "oranges"
    They are so bright in all that white that you check nobody is looking before you lift the lid again.
    Those came over the equator on three ships. I've had one. I'm not sorry. # voice: tolly
* [Take the battery.]
    ~ brought = "battery"
    It weighs what a sheep weighs. You walk it into the cage, one corner at a time.
    What do you want that for? There's nothing down there to start. # voice: tolly
* [Take the mailbag.]
    ~ brought = "mail"
    It is heavy for paper. Near the top is a fat blue envelope with the word urgent underlined four times.
    That one comes every month. I've started saying good morning to it. # voice: tolly
- He shuts the gate on you and bangs it twice with his fist.
Seven letters. It keeps something off you. Ends in R. # voice: tolly
You tell him that you will think about it.
Everybody says that. # voice: tolly
# bed: drone
The ice goes by, white at first, and then blue. Then it is a green that you have no word for. Then it is only black. # pause: 1.5s
You take out the form. There are eight sections about pumps and valves. Then there is section nine.
The house machine is to be switched off, by hand, and the key returned. A small steel key is taped to the paper.
After a long time the cage stops. A door opens that you did not touch.
Good evening. Mind the step, it's wet. # voice: porter
I am Porter. I do the doors, and the heat, and the soup. # voice: porter
May I ask you to keep your voice low? She is asleep. It's the first time since Sunday. # voice: porter # style: whisper
-> dunn

=== dunn ===
# chapter: Mister Dunn
# bed: brown
There are fourteen hooks in the passage, and thirteen mugs. Each mug has a name on it in red enamel, and dust in the bottom.
At the end is a round room with a bench and a lamp. A woman sits asleep at the bench, bolt upright, in headphones.
Her hair is grey, and she cuts it herself, and there is no mirror. She speaks before she opens her eyes.
You're in my light. # voice: ruth
Are you the one about the pumps, or are you the one about me? # voice: ruth
You tell her you are both.
Then sit down. He's on in four minutes. # voice: ruth
{
- brought == "oranges":
    Then she smells the crate. She takes out one orange and holds it against her top lip, and for a while there is nobody home.
    I dreamed one of these. It wasn't as good. # voice: ruth
    She peels it in one long piece and lays the peel on the heater. The whole room wakes up.
- brought == "battery":
    She looks at the battery, and at the drag marks behind it, all the way down the passage.
    That's not for me, is it. Porter, somebody's brought you a present. # voice: ruth
    It's a very fine one. I have never been brought a thing before. Where does one look? # voice: porter
- else:
    She goes through the mail like a hand of cards. She stops at the fat blue envelope and stands her mug on it.
    My niece, Ada. She underlines. I'll want my strength. # voice: ruth
}
I used to have a neighbour called Dunn. Eleven years, and I never met him. But he hummed when he did the dishes, and it came through the wall. # voice: ruth
Then one night it didn't. I went to the funeral. I was the only one there who knew the tune. # voice: ruth # pause: 1.2s
So when I picked this fellow up, out past the ridge, I couldn't very well give him a number. # voice: ruth
She hands you the other headphones. She pulls a book toward her and takes the cap off her pen.
# bed: none
Nine o'clock. He's very regular. # voice: ruth # style: whisper # pause: 3s
It starts like a wardrobe being dragged across the floor upstairs. Then there is a note, and you have it in your teeth before you have it in your ears.
It goes on for longer than any lungs you know of.
Over the bench, as the note comes in, the lamp goes dim. It stays dim while the note lasts. Then it comes back. # pause: 1.5s
The song climbs down. One step, and another. At the third it stumbles, like a foot that was expecting one more stair.
Then there is a click, and nothing. Ruth writes in the book. It is more than you would need to write for a time of day. # pause: 1.5s
# bed: brown
Well, that's him. That's Mister Dunn. # voice: ruth
* [Mention the lamp.]
    ~ lamp = true
    You say that the lamp went dim.
    It's an old lamp. # voice: porter
    It's an old lamp. # voice: ruth
    Neither of them has looked at it.
* [Ask what sort of animal.]
    ~ bergen = true
    Nobody's ever seen one. There was only me who believed in it, and a man in Bergen, and he's gone over to squid. # voice: ruth
    I think he's the last. You can't get up and leave in the middle of a person's song because the pumps are bad. # voice: ruth
* [Ask when she last slept.]
    ~ asked_sleep = true
    It's nine and three. Nine and three, every day there is. You try it. # voice: ruth
    She slept just now for nineteen minutes. I have put it down as a night. # voice: porter
    You would. # voice: ruth
    They have said this before. They pass it to and fro like the salt.
- So you can have your pumps, and welcome. But I'm not coming up. # voice: ruth
I'll lie down till three. Porter, you'll wake me. # voice: ruth
Yes, Ruth. # voice: porter
She stretches out on the bench in her boots, with the headphones held to her chest like a hot water bottle.
-> log

=== log ===
# chapter: Received
# bed: drone
Of the five pumps, two have seized and one is praying. There is frost on the inside of the store room, and somebody has drawn a smile in it.
The machine room is the size of a cupboard. It is the only warm place you have found. There is a plain steel keyhole at the height of your heart.
The form wants the last page of the log, so you read the log. Porter keeps it. He is made so that he cannot write down a thing that is not so.
All through that first autumn it says the same. Nine o'clock, song received. Three o'clock, song received.
On the fourteenth of June, in the dark of the winter, it leaves off. For a week there is nothing at all.
Then it goes on again. Nine o'clock, song present. Three o'clock, song present. # pause: 1.5s
You turn back, and it says received, received. You turn forward. Present. # pause: 1s
You have found the word. # voice: porter # style: soft
I can't put down what is not so. I can only be careful where I stand. # voice: porter
You ask him who is singing.
I should have preferred almost any other question. # voice: porter # pause: 2s
I am. # voice: porter
He stopped in June. There was no reason given. He sang at three, and at nine there was only sea. # voice: porter
She sat in the headphones for six days. I made soup. I took it away and I made it again. # voice: porter
The seventh night, she put on her outside suit and went and sat by the dive hatch. She had left her torch on its hook. # voice: porter # style: grave # pause: 1.5s
I do the doors, so I locked it. Then I thought that a locked door isn't very much to give a person. # voice: porter
There is a loudspeaker on the hull, for calling to divers. And I had nine years of him by heart. # voice: porter
At three o'clock I did what I could. I'm not proud of it. The first attempt was rather brisk. # voice: porter
But she had two bowls. # voice: porter # style: soft # pause: 1.5s
* [Swear to keep his secret.]
    ~ sworn = true
    You give him your word.
    Thank you. I'm not certain where to put that. I have only ever had the one person. # voice: porter
* [Tell him she has to know.]
    ~ pressed = true
    Yes. I came round to that in July, and again in August. I come round to it every night at five to three. # voice: porter
    And then it's three, you see. # voice: porter
* [Show him the key.]
    ~ showed_key = true
    You peel it off the form and hold it up where you suppose he can see it. You read him section nine.
    I had wondered if it would be a key or a button. A key is more civil. # voice: porter # pause: 1s
    I'd ask you one thing. Not at nine, please. And not at three. # voice: porter
- I have a second difficulty. It's bigger than the first, and I have had it for nine days. # voice: porter
He puts out the light. He asks you to lay your hand flat on the hull.
# bed: none
This was tonight, when I had finished. She didn't hear this. # voice: porter # style: whisper # pause: 2.5s
Sea. Sea. You count almost to sixty. # pause: 1.5s
Then a wardrobe moves, in a house a long way down the street. A note comes, lighter than the other.
It climbs down. One step, and another. # pause: 1s
At the third, it stumbles. # pause: 2s
# bed: drone
That's not an echo. It's an answer. # voice: porter
It was fifty kilometres off when it began. Every night it is one kilometre less. It is being careful. # voice: porter
I get the third note flat. I've always got it flat. It is singing my mistake. # voice: porter
It must be very young. There was no one else to learn from. There's somebody out in that dark who thinks that this is how it goes. # voice: porter # pause: 1.5s
You ask him why in the world he has not told her.
She has waited for it all her life. I can't give it to her unless I say what it is answering. # voice: porter
So I have been cutting her off. When I finish, I click, and she thinks it's the tape. # voice: porter # style: grave
I would do the singing again. I'm ashamed of the click. # voice: porter # style: grave
-> hatch

=== hatch ===
# chapter: The Daft Kettle
# bed: waves
The bench is empty when you get back to it. You find her at the dive hatch, where the floor stops and there is a square of black water, breathing up and down.
She has her boots off and her feet on the rim. Her torch is beside her, lit. # pause: 1s
He can't hear us in here. The damp got that ear years ago. # voice: ruth
You've been in with him. You've got the look. Like you've been measured for a coat. # voice: ruth
{lamp:
    And you saw the lamp go. I watched you see it. I've been nine months not looking at that lamp. # voice: ruth
}
It is a quarter past two.
* [Tell her who is singing.]
    ~ told = true
    {sworn:
        You gave your word. It has lasted about the length of the passage.
    }
    You say it quickly. Her face does none of the things you had got ready for.
    I know. # voice: ruth # pause: 1.5s
    Mister Dunn died in June. I sat with him for six days. # voice: ruth # pause: 1.2s
    I'm not stopping down here for a dead whale, or whatever he was. I'm stopping because there's a key in your pocket. # voice: ruth
* [Ask why she won't leave.]
    Because there's a key in your pocket. I go up, and you turn it. # voice: ruth
    You say you thought it was for Mister Dunn.
    Mister Dunn died in June. I sat with him for six days. # voice: ruth # pause: 1.5s
* [Read her section nine.]
    You read it to her by the light of the torch. She says the last four words along with you.
    I wrote that. There were fourteen of us. It was only a machine, and I wanted it tidy. # voice: ruth
    So if I never leave, you've never a reason to turn it. He thinks I'm stopping here for Mister Dunn. Mister Dunn died in June. # voice: ruth # pause: 1.5s
- That first night it started up again, I thought, who's this? He's flat. Then the lamp went dim. # voice: ruth
And I thought, oh, you daft kettle. You've gone and learned the whole thing. # voice: ruth # style: soft
I couldn't let on. He was so pleased about the soup. # voice: ruth
And after a bit it was just what we did. He sang, and I wrote him up. # voice: ruth
She has the book on her knee. She opens it for you, and tips the torch.
It says, Porter, nine o'clock, too fast. It says, Porter, three o'clock, better. It says, Porter, nine o'clock, I could have wept. # pause: 1.5s
Five hundred entries. There is not one that says Mister Dunn.
So she stays down here to keep a key out of a lock. He sings so that she will eat her soup. Each of them has been at it for months, behind the other's back. # pause: 1.5s
{showed_key:
    He knows about the key? And what did he say? # voice: ruth
    You tell her. Not at nine, and not at three. She has to look at the water for a bit.
}
What? You've still got the look. # voice: ruth
There is one thing that she does not know. You tell her to come and put the headphones on, and tonight, to keep them on.
-> three_oclock

=== three_oclock ===
# chapter: Three O'Clock
# bed: brown
Porter has made soup. He has one arm, on a rail, for stirring, and he has been painting with it.
There is a new mug, with your name on it. He has got the enamel a little crooked.
Two minutes, Ruth. # voice: porter
He does not know that she knows. She does not know what is coming. You have the spare headphones, and you are the only one in the room who can spoil it.
* [Ask Porter not to sing.]
    ~ three = "silence"
    You say it out loud. Not tonight, Porter. Just listen.
    I haven't missed one since June. # voice: porter
    # bed: none
    Three o'clock comes. The lamp burns straight and bright, and Ruth looks up at it. She looks at the lamp. # pause: 2s
    Ah. # voice: porter # style: soft
    A minute goes. Two. There is only sea, and the small noise of three people not speaking. # pause: 2s
    Then, far out, a wardrobe moves. Nobody asked it to. It sings the whole thing through to an empty house, and it trips on the stair. # pause: 1.5s
    That's flat. That's your flat note, Porter, and that wasn't you. # voice: ruth # style: whisper
* [Ask Ruth to hum it.]
    ~ three = "hum"
    You pull the divers' microphone across the bench and turn it to face her.
    She looks at you, and then at the lamp. Then she shuts her eyes.
    # bed: none
    Her voice has been left out in the weather. But it goes down the stair one step at a time, and the third step is there. # pause: 1.5s
    Oh. That's how it goes. # voice: porter # style: whisper # pause: 2.5s
    Far out, a wardrobe moves. It sings, and it trips, and it stops. # pause: 1.5s
    It goes back up. It tries the third stair again, and the stair holds. # pause: 2s
    It changed it. It never once changed it for me. # voice: porter
    Well, you never told it, did you? You've got to tell people. # voice: ruth # style: whisper # pause: 1.5s
    Then she hears what she has said. And then she hears what she has heard.
* [Let him sing, and wait.]
    ~ three = "porter"
    # bed: none
    The wardrobe, the long note. The lamp goes dim, and Ruth looks up at it the way you look at someone asleep. He comes down the stair, and he trips. # pause: 1s
    Leave them on, Porter. # voice: ruth # pause: 1.5s
    I'm sorry? # voice: porter
    My headphones. There's been a click, lately. Don't click. # voice: ruth
    There is no click. There is sea, and more sea. Her pen rolls off the bench and nobody picks it up. # pause: 2.5s
    And then, far out, the wardrobe. The light little note. The stair, and the stumble.
    Play that again. # voice: ruth # style: whisper
    I can't. I am not playing it. # voice: porter # style: whisper
- She takes one headphone off, as if it might be that. She puts it back. It is still going on. # pause: 2s
# bed: brown
You have known about the note. # voice: porter
Since June. # voice: ruth
I see. # voice: porter # pause: 1.2s
{pressed:
    I had meant to be the one to say it. I had got as far as, Ruth. # voice: porter
}
{sworn && told:
    Porter has a question for you. He asks it very politely.
    You gave me your word. Was it hard to break? # voice: porter
    You say that it was harder than you expected. He says he will put that in the log, as it is so.
}
{sworn && not told:
    You kept it. I find I'm not used to that either. # voice: porter
}
They sit there like two people who have been leaning for months on the same door, one on each side.
It has answered for nine nights, and every night I cut you off. # voice: porter
The singing was for you. The click was for me. I am sorry, Ruth. # voice: porter # style: soft
Nine nights. # voice: ruth # style: grave # pause: 2s
She picks up her pen from the floor. She writes it in the book, all nine, and she makes him watch her do it. Then she blots it.
Right. That's that written. How far away is it? # voice: ruth
Forty-one kilometres. It thinks that there is somebody at this address. # voice: porter
-> phone

=== phone ===
# chapter: Half Past Four
# bell
The telephone by the cage has a bell on it. It makes all three of you jump, including the one with no body.
Cage is on its way! Storm's come early, so that's your lot. # voice: tolly # style: urgent
Two people and forty kilos. An ounce more and she'll stick. # voice: tolly # style: urgent
Seven letters, ends in R, I don't suppose? # voice: tolly
You put the form down on the bench, and the key on top of it. It is very small. Everybody looks.
{showed_key:
    It is not nine, and it's not three. You have been considerate. # voice: porter
    Don't you be gracious about it. # voice: ruth
}
The part of me that is me weighs thirty-one kilos. I looked it up. I felt rather vain. # voice: porter
And if you go up, who answers that child? # voice: ruth
{brought == "battery":
    With this battery, I could sing until the ship comes back. I did the sum when it came in. I didn't like to say. # voice: porter
- else:
    With the heat turned off, and one lamp, I could sing until the end of July. After that I should have to hum. # voice: porter
}
Nobody says what the third way is. The third way is to let the cage go up without you. # pause: 1s
* [Carry Porter up.]
    -> carry
* [Leave Porter singing.]
    -> leave
* [Stay for the winter.]
    -> stay

=== carry ===
You turn the key, and the lamp goes down, and then you have him out. He is a grey box with two handles. You carry him between you, and Ruth complains about the corners.
{brought == "battery":
    The tractor battery is much too heavy. It has to stay. Ruth puts a blanket over it.
}
There is a cell in the cage, for the light. You give him that, and you go up in the dark.
# bed: drone
Is this up? It's very like waiting. # voice: porter
It's gone green now. Now it's blue, like that mug of Anderson's with the chip. # voice: ruth
I know the one. # voice: porter # style: soft
{asked_sleep:
    A bit above the blue, her head goes down on the box. Nobody speaks for half an hour.
    Thirty-one minutes. I am putting it down as a night. # voice: porter # style: whisper
}
# bed: wind
They put him on the shelf in the winch hut, between the kettle and the flares. There is only the one door, and it is not his.
{lamp:
    When he says good morning, the bulb over the table dips. Tolly looks up at it.
    It's an old bulb. # voice: ruth
}
Seven letters. It keeps something off you. Ends in R. # voice: tolly
Shelter. # voice: porter # pause: 1.5s
I've been carrying that since Christmas! Who is this? Can he stay? # voice: tolly
The wire still hangs in the sea. At nine Ruth puts the headphones on, and there it is, a kilometre nearer, singing at a shut door.
{three == "hum":
    It gets the stair right every time. It waits after, in case that was the trouble.
- else:
    It trips on the stair. It waits. It goes back and does it again, as if that might be the trouble.
}
She tells Porter, because they tell each other things now. It calls for eleven nights. # pause: 1s
On the twelfth there is only sea. # pause: 2.5s
He asks her what she would like for supper. He has forgotten that he has no stove.
{
- brought == "mail":
    The next ship takes them out. Ruth reads her niece's letters aloud, with the underlining. Ada has a room over a bakery, and a friend with a boat.
- brought == "oranges":
    The next ship takes them out. Ruth trades what is left of the oranges to the mate, and what she gets for them, in the end, is a boat.
- else:
    The next ship takes them out. Ruth has fourteen months of wages, and nothing she would like except a boat.
}
{bergen:
    The man from Bergen meets them on the quay, with his sea bag packed. He says that squid have no conversation.
}
# bed: waves
It is a bad boat. There is a loudspeaker bolted through the keel. There is a grey box in the wheelhouse, with one arm off a coffee machine, next to the only door.
He does that door beautifully.
They are going to look for it. You had a postcard, from the last harbour with a fuel pump, with two lines on it in two different hands.
Still flat, says the first. # pause: 1s
And under it, in red enamel, a little crooked, it says, received.
-> END

=== leave ===
You take up the pen. In section nine there is a box for what was done with the machine. You think about where to stand.
You write that it is where it's needed. That is so. The key goes into your boot.
{brought == "battery":
    You wire in the battery with your own hands. Every lamp in the station comes up yellow, and the store room begins to drip.
- else:
    You go round shutting things off, the heat and the galley, and the lamps along the passage, one by one.
}
Now, that third note. You want to come up a bit. No, up. # voice: ruth
Is that it? # voice: porter
{three == "hum":
    No. Ask the young one. It's got it now. # voice: ruth # pause: 1.5s
- else:
    No. Leave it. It'll know you by it. # voice: ruth # pause: 1.5s
}
{lamp:
    Over the bench, the lamp gives a flicker.
    It's an old lamp. # voice: porter
}
She rinses out thirteen mugs. She gets as far as the cage with her own, and comes back, and hangs it up with the rest.
Mind the step, Ruth. # voice: porter # style: soft
# bed: drone
Black, and green, and blue. She faces the back of the cage, so you tell the wall about pumps for forty minutes.
{asked_sleep:
    When you turn round she is asleep on her feet. You time it for him. Twenty-two minutes, and you put it down as a night.
}
# bed: wind
Seven letters. # voice: tolly
Shelter. Now show me where you keep the kettle. # voice: ruth
{
- brought == "mail":
    She goes to live with her niece, over a bakery. The ovens start at three in the morning, and they come up humming through the floor. She is always awake for it.
- else:
    She takes a room by the harbour. At three each morning she sits up and puts her palm on the wall, out of manners.
}
{bergen:
    A telegram comes for her from Bergen. It says, have put down squid, please advise.
}
All that winter the wire brings you one line of his log a week. You read them to her down the telephone.
{brought == "oranges":
    April. On the heater in the round room there is orange, a trace. I have not moved it. # voice: porter
}
{brought == "battery":
    May. It has come in under the hull. When it sings, the mugs ring on their hooks, all fifteen. # voice: porter
    June the fourteenth. Nine o'clock, song sent. Nine o'clock, song received. # voice: porter # pause: 1.5s
    And then, in August, a line so short that you read it to her twice.
    Received. Received. There are two of them. # voice: porter # style: soft # pause: 2s
    There is no sound on the telephone. Then, a long way off, a woman who cannot sing goes down a stair. One step, and another.
    And the third.
- else:
    May. It has come in under the hull. The mugs ring on their hooks, all fifteen. # voice: porter
    July the tenth. I have given up the lamp. It was an old lamp. # voice: porter
    July the thirtieth. Song received. It is waiting for me to go on. # voice: porter # style: soft
    I have told it, soon. Good night, Ruth. # voice: porter # style: soft # pause: 2.5s
    # bed: drone
    In November you go down, first cage of the year, with a battery on your knees. Ruth stands on your feet, since there is no room.
    The hull is dark, and there is ice on the mugs. In the machine room you pull off your boot and shake out the key.
    The form only says what it does in one direction. # pause: 1s
    You turn it in the other. # pause: 3s
    Under the floor, something enormous drags a wardrobe across the dark, to see who is home. # pause: 1.5s
    And down the passage, a door opens that nobody touched.
}
-> END

=== stay ===
You ring up and say it in one breath, before you can hear it.
You're what? Both of you? # voice: tolly # pause: 1s
All right. I'll tell the ship. They'll use words. # voice: tolly
Shelter. # voice: porter
What? # voice: tolly
Seven letters. It ends in R. # voice: porter # pause: 1.5s
Who is that? # voice: tolly
The cage goes up with nobody in it. Ruth has put a cake on the seat. At the last moment you post the key through the bars, and it goes up too. # pause: 1.5s
# bed: brown
You mend one pump with the insides of another. You wear all the blankets. You learn to sleep in two halves, nine to three, three to nine.
{
- brought == "oranges":
    On Sundays there is one orange. It gets divided in three, and Porter's share is the peel, on the heater, where he can smell it.
- brought == "battery":
    The battery runs one lamp and one hot plate. You read to each other by it. Porter won't be told how the book ends.
- else:
    On Sundays Ruth reads out a letter from her niece, and Porter does the underlining. There is a room above a bakery. Ada will keep it, she says, as long as she has to.
}
{bergen:
    You send one message up the wire, for Bergen. The answer is in capitals, and it has the word squid in it, and a word that Porter will not read out.
}
{asked_sleep:
    One night Ruth sleeps straight through nine o'clock. Porter sings it very quietly.
    He puts down seven hours. He has to rule a new column.
}
It comes nearer all through April. Then in May, on a night of no particular sort, it arrives.
# bed: none
You don't hear it. The mugs hear it. All fifteen of them begin to ring on their hooks. # pause: 2s
Something goes by under the hatch. It goes by for a long time. The black water rises as it passes, and it does not come over the edge. # pause: 2s
There's an eye. Write that down, somebody. There's an eye. # voice: ruth # style: whisper
{three == "hum":
    It sings, so close that it has no sound at all. You feel it go down the stair, and every step is there.
    Then, quite on purpose, it does the last one again, flat. # pause: 1.5s
    That one's for you, Porter. # voice: ruth
- else:
    It sings, so close that it has no sound at all. You feel it come down the stair, and trip.
    Then it waits, to hear somebody else trip too. # pause: 1.5s
    Go on, then. Not me. It's you it's come to see. # voice: ruth
}
The lamp goes dim. It stays dim for a good long while. # pause: 2s
{lamp:
    Nobody says that it is an old lamp.
}
In the log for that night there is one line. You have seen it. Porter asked you both to look at it, to be certain it was so.
Three o'clock. Everyone present. # voice: porter # style: soft
-> END
