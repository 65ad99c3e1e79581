# title: The Salt Lamp
# by: Vesper
# about: A lighthouse that has always shown seven flashes now shows six, and you have one night to find where the other one goes.
# kind: story
# language: en
# cast: keeper = old man, low, slow, rough
# cast: madam = old creature, high, quick
# cast: jonna = young woman, bright
# mood: mystery, sea, wonder
VAR toll = 0
VAR letters = false
VAR read_log = false
VAR climbed = false
VAR told = false
VAR scar = false
VAR lost_form = false
-> landing

=== landing ===
# chapter: The landing
# bed: waves
A lighthouse has lost one of its flashes. You have been sent to find out which form that requires. # pause: 1.2s
You have been an inspector of lights for three weeks. So far, every light you inspected has been on.
But three captains, who have never met, have each written to the Board to complain of the same thing.
The light on Tarn Rock shows seven flashes, and then the dark. It has done so for ninety-one years. Since September it shows six.
So here you sit, at the end of October, in the mail boat, with your knees together and a satchel on top of them.
In the satchel are the three letters, a form with forty questions, the brass stamp of the Board in its tin, and a smoked herring in paper.
The boatman puts you off on a wet step, hands up the satchel, and looks for a while at the sky in the east. He doesn't care for it.
He will be back on the morning tide, he says. And mind the toll.
You ask what toll. He is already rowing. # pause: 1s
The toll is standing on the fourth step. She is a cormorant, black with a green shine, and her wings hang open like a coat put out to dry.
One fish. # voice: madam # pause: 1.5s
You look behind you. There is only the sea.
One fish, to land. I could say it again slower, but it's you who'd be embarrassed. # voice: madam
You have read the regulations from end to end. There is nothing in them about this.
Herring. Oak smoke. Bought on Tuesday. # voice: madam
She is right about the Tuesday.
* [Give her the whole herring.]
    ~ toll = 2
    It goes down head first, and you watch it travel the length of her neck.
    Paid in full. I'll remember that. I can remember anything, up to seven. # voice: madam
    She steps aside as a butler would.
* [Break it and offer half.]
    ~ toll = 1
    You break it over your knee. She gets the tail.
    Half a fish. Very well. Then you shall have half of whatever you come asking for. # voice: madam
    She moves over, by half a step.
* [Walk around her.]
    You go by on the seaward side, with as much dignity as the weed allows. Behind you, something tugs at the satchel.
    At the top you look inside. The letters are there, and the form, and the fish. The tin with the stamp of the Board is gone.
    So is the bird.
- -> kitchen

=== kitchen ===
# chapter: Question seventeen
# bed: fire
The first strange thing on Tarn Rock is the cabbages.
Nothing grows out here. You could carry off the soil in a hat. Yet along the south wall of the tower stands a row of cabbages, each the size of an armchair.
An old man comes out from behind one of them, with earth to his elbows.
You'll be the valve. # voice: keeper
You tell him that you are the inspector.
I wrote to the Board for a valve. For the radio. She can hear, but she can't speak. # voice: keeper
I asked them for a valve, and they've sent me an inspector. # voice: keeper
His name is Pell. He has kept this light for thirty-four years, and he gives you cabbage soup in a kitchen as round as a drum.
You lay the form between the bread and the salt, and you begin. Question one. Is there a lighthouse? Question two. Is it upright?
It was this morning. # voice: keeper
You go on down the page. He answers the way a man splits kindling, one blow to each.
Question sixteen. Are the stones around the tower kept swept?
Every morning. # voice: keeper
It comes a little fast. He glances at the broom by the door, and then he seems to wish that he had not.
You read out question seventeen. Is anything missing? # pause: 2s
No. # voice: keeper
The stove ticks. Far up in the tower, something that needs oil turns over once.
* [Show him the three letters.]
    ~ letters = true
    He reads all three with his lips moving. Then he squares the edges and sets the salt on top, as though they might get about.
    Forty nights. I've had that lens down to the screws. Seven panels of glass, and I've washed every one like a baby. # voice: keeper
    Seven go out. I'd swear to it. Six arrive. # voice: keeper
    And I've looked. That's how far gone I am. I've looked behind the stove. As if a flash was a spoon. # voice: keeper
    He rubs his face with both hands.
    My daughter's bringing her boat by, any night now. Nine years since I saw her. And Jonna counts. She always counted. # voice: keeper
* [Let it rest, and eat.]
    You pick up your spoon. It is the best soup of your life, dark and deep, with something in it like the last hour of a roast.
    He watches you scrape the bowl, and his shoulders come down a notch.
    My girl could eat three of those. Jonna. Nine years gone, and now a letter. # voice: keeper
    She's got a boat of her own. The Patience. She's bringing her by, any night now. # voice: keeper
    That child learned to count on this light, before she could ask for bread. Seven and the dark. Seven and the dark. # voice: keeper
    He stirs a pot that has nothing in it. He has not looked at the form again.
- -> inspect

=== inspect ===
At dusk he takes his matches and starts up the stairs. There are a hundred and twelve. You are to stay by the fire, he says, and not to mind the noises. # pause: 1s
But you are an inspector. On the shelf lies the logbook. By the door stands the broom.
* [Open the logbook.]
    ~ read_log = true
    Wind, weather, oil burned. But in the margin beside each morning is a number in pencil, written small, like something said behind a hand.
    Four. Eleven. None. Thirty. None. None. Sixty-three.
    You turn back, and back. Thirty-four years of mornings, and a number for every one.
    Then, on the nineteenth of September, a grey smear where a number has been rubbed out. After that the margin is bare. # pause: 1.2s
    You look again at the captains' letters. The first of them counted six on the twentieth.
* [Look at the broom.]
    It is worn down to a slant by years of the same two hands. You turn it over.
    There are feathers in the bristles. Grey ones, brown ones, and one with a stripe of yellow as fierce as a match.
    And in the angle of the wall, where no broom could reach, lies a bird not much longer than your thumb, dry as a leaf. A goldcrest. You pick it up. It weighs what a coin weighs.
    There is no cat on Tarn Rock. There is no tree either, no hedge, no seed. You can't think what it wanted here. # pause: 1s
    It seems wrong to put it back on the floor. You put it in your breast pocket.
- -> six

=== six ===
# chapter: Six
# bed: wind
Outside, the dark has come in from the east, and the great light has begun to turn. You stand among the cabbages, and you count.
One. # pause: 0.9s
Two. # pause: 0.9s
Three. # pause: 0.9s
Four. # pause: 0.9s
Five. # pause: 0.9s
Six. # pause: 0.9s
And there, where the seventh should be, a slice of night goes over your head with stars in it. # pause: 1.2s
{ letters:
    High on the gallery a shape leans over the rail.
    Well? Say it to me. # voice: keeper
    You call up that you make it six. A long breath comes down to you. It does a man good, it seems, to be told that he isn't mad.
- else:
    High up behind the glass, you can see the old man's back. He doesn't turn it. He has heard you go out, and he knows what you are doing.
}
On every chart, six flashes means Hob Head, thirty miles up the coast. A skipper who counts six turns east, for the harbour.
East of Tarn Rock there is no harbour. There is a reef called the Teeth. # pause: 1.2s
Two things catch your eye. Something is moving on the rail of the gallery, outside the glass. And down in a cleft by the water, the rock is glowing.
* [Climb to the gallery.]
    ~ climbed = true
    A hundred and twelve stairs. You count them. It has become that sort of night.
    The cormorant is on the rail, with her back to you and her eyes on the sea. The beams go by above her. Four. Five. Six.
    On the seventh she opens her wings. The whole flash goes into them, and it does not come out.
    She folds. She waits. Round comes the seventh again, and she opens, and swallows it.
    By now the light is dripping from her elbows. She leans out, lets go of the rail, and falls like a lit rag, down toward the cleft.
    A hundred and twelve stairs again. Your knees have opinions.
* [Go down to the water.]
    You go down backward, on hands and knees, with your face full of weed. The glow comes and goes between your fingers.
    Above you, the beams pass over. After each sixth you look up, and there on the rail a small black cross opens, and the light goes in, and it shuts.
    Everyone has seen her hang those wings out. Everyone thinks that she is drying them.
    Then the cross drops from the rail, trailing sparks, and comes down past your head.
- -> cave

=== cave ===
# bed: drone
In the cleft, above the reach of the tide, stands a block of salt as big as a bucket. It has been hollowed into a bowl, and the bowl is full of light.
It is the yellow of a kitchen window that you pass at night in someone else's town.
The cormorant shakes herself over the rim. The light runs off her drop by drop, and where it falls, the bowl rings, very faintly. # pause: 1.2s
{
- toll == 2:
    You paid, so you may look. # voice: madam
- toll == 1:
    You paid half. Close one eye. # voice: madam
- else:
    You never paid to see this. # voice: madam
    She is standing on a small flat tin. It is yours.
}
My feathers leak. There. Your duck stays dry, your gull stays dry, and I soak like a sponge. It's my shame, and I've made it my trade. # voice: madam
What'll hold water will hold light. You only have to want to. # voice: madam
You say that the flash is the property of the Board. You say there will be ships.
Not for ten minutes. Nobody looks at a lighthouse during supper. # voice: madam
You ask about the bowl.
That was the goat's. His salt lick. His name was Admiral, and he made that hollow with his tongue in eleven years. He died content. # voice: madam
So you ask the only question left. You ask her why. # pause: 1s
{
- toll == 2:
    She looks at you with one green eye, and then, to be fair, with the other.
    On thick nights the small ones come over from the north. Thousands and thousands, with the stars put out above them. # voice: madam
    They see his lamp. They take it for the way out. And then there's the glass. # voice: madam # style: soft
- toll == 1:
    On thick nights the small ones come over from the north. They see his lamp. They take it for the way out. And then. # voice: madam
    She shuts her beak. That, it appears, was half.
- else:
    Fish. # voice: madam
    You hold out the herring. She looks the other way. The toll has gone up, she tells the sea.
    Something small goes over your heads, crying thinly in the dark, straight for the lamp. She watches it the whole way.
}
{
- read_log:
    You think of the margin. Four. Eleven. Sixty-three. Those were mornings. The old man goes out every morning with a broom, and he counts.
    He counted for thirty-four years, you say. And on the nineteenth of September he stopped.
- else:
    You take the goldcrest out of your pocket and hold it in the light of the bowl. The stripe on its head looks as if it might catch.
    It hit the glass, you say. They all hit the glass. That is what he sweeps.
}
She puts her wings away. For once, she is in no hurry. # pause: 1s
So you can add. They come to the lamp, the small ones, and he sweeps them up. He used to write down how many. While he was counting them, I could bear it. # voice: madam
One night this September there were three hundred and nine. He wrote it. Then he rubbed it out, and he never counted again. So I began. # voice: madam # pause: 1.5s
Seven for the ships, that's the arrangement. The eighth turn is the dark, and the dark was always mine. But it's too narrow to fly through. # voice: madam
So I've made it wider by one. # voice: madam # pause: 1.2s
A door, you think. Every night she stands out there in the wind, and holds open a door.
It was the girl who put me up to it. Jonna. She begged him to put the lamp out on thick nights. He said a light doesn't choose. # voice: madam
They shouted it up and down those stairs until she left. A fish a day, she'd given me. Mind the small ones, she said. And I know when I'm owing. # voice: madam
One thing is still bothering you. You ask about the cabbages.
Thirty-four years of mornings. He had to put them somewhere. What did you suppose those were eating? # voice: madam # pause: 2s
You think about the soup. You think about it for some time.
Then a lantern swings at the top of the rocks.
Inspector? Who've you got down there? I can hear you talking. # voice: keeper
* [Tell him the truth.]
    ~ told = true
    He comes down in his slippers, holding the lantern out ahead of him, and he looks into the bowl until his eyes run.
    That's the Admiral's lick. # voice: keeper
    Good evening, Pell. I've been robbing you. # voice: madam
    You tell him the rest, because somebody must. He doesn't shout. He sits down in the wet.
    Three hundred and nine. I had the pencil in my hand. I wrote it, and it looked up at me. # voice: keeper # style: soft
    I thought, if I don't count them, maybe it was fewer. # voice: keeper # pause: 1.5s
    The cormorant walks along the ledge and stands beside his foot. She doesn't say anything. It must cost her a great deal.
* [Say it was the wind.]
    The lantern stays where it is. He has lived with the wind for thirty-four years, and he knows every one of its voices.
    The wind, is it. # voice: keeper
    You hear the slippers go away across the stone. # pause: 1s
    That was kind. Or it was cowardly. I can never tell the two apart by the smell. # voice: madam
    You can't either, just at present.
- Then the air changes. It comes in over the rock, cold, tasting of pennies, and when you look up, the top half of the tower has gone.
Fog. And wind from the north behind it. They'll come tonight. All of them. Supper's over. # voice: madam # style: grave
She spreads her wings, and goes up into it like a thrown umbrella.
-> patience

=== patience ===
# chapter: The Patience
# bed: fire
At ten past eleven, in the kitchen, the radio clears its throat.
Tarn Rock, Tarn Rock, this is the Patience. Dad, if you're there, I can't see my own bow. # voice: jonna
Pell is across the room before his chair has stopped rocking. He has the microphone in his fist. It has been dead since March.
I've got a light, though. I'm counting. One. Two. Three. # voice: jonna
Four. Five. Six. # voice: jonna # pace: slow # pause: 2s
Six. So that's Hob Head. I'm a good way north of where I thought. I'll turn east and lie in the harbour, and come down to you in the morning. # voice: jonna
{ letters:
    I said she'd count. I said so. # voice: keeper
- else:
    I told you there was nothing missing. # voice: keeper # style: soft
}
No. No. East is the Teeth. Jonna. East is the Teeth! # voice: keeper # style: urgent
He is shouting at a box. The box hums.
Half an hour, if she comes in slow. # voice: keeper # style: whisper
You open the door. The fog is full of voices. Thin ones, thousands, high up, like a wet finger drawn along glass. They pour across the sky toward the light.
And at each turn, at the dark place, they find the door that one bird is holding, and they go through. # pause: 1.2s
If she folds her wings, the Patience gets her seventh flash, and the small ones get the glass.
If the lamp goes out, there's the old fog bell, and your two hands, to tell a boat where she is.
And down in the cleft there's a bowl, with forty nights of light in it, if anybody could set it out on the reef.
* [Give the boat all seven flashes.]
    -> all_seven
* [Put out the lamp and ring.]
    -> ring
* [Carry the bowl to the reef.]
    -> carry

=== all_seven ===
# bed: wind
{ climbed:
    You take the stairs again. Your knees make no remark. They're past it.
- else:
    You take the stairs for the first time, all hundred and twelve, in the dark. You'd have liked to be shown them.
}
Out on the gallery the wind has hold of everything. The bird doesn't turn her head.
{
- toll == 2:
    You ask. You had a speech, but it stayed on the stairs.
    You paid me in full. I'll fold. Don't thank me for it. # voice: madam
    She draws in one wing and then the other, as if she were closing the eyes of somebody she knew.
- toll == 1:
    You ask. She thinks it over for one whole turn of the lamp.
    Half a fish, half an hour. Then I open, boat or no boat. # voice: madam
    She folds. She keeps her face to the sea.
- else:
    ~ scar = true
    You ask, and she laughs at you. So you climb the rail, put both arms around her, and hold the wings shut.
    It is like hugging a gate in a gale. She opens your hand from the thumb to the wrist, and you hold on.
}
The seventh beam goes out over the water for the first time in forty nights. # pause: 1.5s
A hundred and twelve stairs below, with every door standing open, the radio speaks up.
Five. Six. Hang on. Seven. Seven! Dad, that's you! I was about to turn. I was turning. # voice: jonna # style: bright
Coming round by the south. Put the soup on. # voice: jonna # pause: 1.5s
After that you hear it begin. It is like hail against the glass, if every stone were warm. # pause: 2s
{ told:
    Pell comes out and stands by you. He starts to count, aloud. His voice breaks at nineteen. He picks it up and goes on.
- else:
    Pell comes up as far as the top stair. He doesn't look at the glass. He has brought the broom, and he stands holding it, waiting for it to be morning.
}
-> morning_seven

=== ring ===
# bed: wind
{ told:
    You climb together. At the top he lays his hand on the brass tap that feeds the flame.
    Ninety-one years. A light doesn't choose. I said that to her. On this stair. # voice: keeper
    He looks at his hand. It has turned the tap. # pause: 1.5s
- else:
    You go up alone, while he is begging the box to listen. You find the brass tap that feeds the flame, and you turn it.
    The dark comes down all at once. You hear him on every one of the hundred and twelve stairs.
    What have you done? What have you done to it? # voice: keeper # style: urgent
    You can think of nothing to say. So you say, listen. # pause: 1.5s
    Above the roof they are going over. The high thin voices, thousands of them. Not one of them stops. # pause: 1.5s
    He feels behind him for the top stair, and he sits on it. Three hundred and nine, he says, to nobody. Then he gets up, and says that there is a bell.
}
{ climbed:
    The fog bell hangs by the gallery door. You passed it at dusk, and took it for an ornament.
- else:
    The fog bell hangs by the gallery door. Nobody has shown it to you, so you find it with your forehead.
}
You take the rope, and you ring what the light used to say. Seven strokes, and then a silence as long as the dark.
# bell
# pause: 1s
# bell
# pause: 1s
# bell
# pause: 1s
# bell
# pause: 1s
# bell
# pause: 1s
# bell
# pause: 1s
# bell
# pause: 1s
By midnight your palms have opened. Pell takes the rope from you, and then you take it back from him.
Far down in the kitchen, a voice is talking to itself.
I've lost the light. There's no light at all. Wait. There's a bell. # voice: jonna
Five. Six. Seven. # voice: jonna # pace: slow # pause: 1.5s
Dad. That's the gallery bell. You never once let me touch that bell. # voice: jonna # style: soft
I'm coming round by the south. Keep ringing. Don't you dare stop. # voice: jonna
Neither of you would know how.
# bell
# pause: 1.2s
-> morning_bell

=== carry ===
# bed: waves
{ told:
    Get in. # voice: keeper
    He has the dinghy off its blocks already. He rows as if the oars had insulted him, and you sit in the bow with a goat's bowl of light on your knees.
    It shines up into his face. He looks like his own son.
    Admiral hated boats. # voice: keeper
- else:
    You leave him shouting at the box. The tide is out, and the Teeth stand up black along the edge of the fog. You take the bowl in your arms, and you walk.
    { climbed:
        From the gallery, at dusk, you saw how the Teeth lie. You try to think which of them was crooked.
    - else:
        You did the first part on your hands and knees, at dusk. Now you have no hands.
    }
    { toll > 0:
        Left. # voice: madam
        She is above you somewhere, keeping her post, calling it down between the turns.
        Left. No. Your other left. How do you people ever find a nest? # voice: madam
        You are wet to the thighs. You haven't spilled a drop.
    - else:
        ~ lost_form = true
        Nobody tells you where to put your feet. At the third Tooth there is no third Tooth, and you go in to the armpits.
        You can save the bowl or you can save the satchel. The satchel floats off with its mouth open, and all forty questions go down to the crabs.
    }
}
On the outermost Tooth there's an iron basket, from some beacon that the sea took. You set the bowl in it and stand back. You could read by it.
High behind you the great light turns in the fog. Six flashes, and then the door, and the small voices going through. # pause: 1.5s
Then an engine, very near. And over it, somebody counting.
Four. Five. Six. # voice: jonna
The engine slows. # pause: 1.2s
And one low down, on the water. That's new. Six up, and one down. # voice: jonna # pause: 1.5s
Dad? That makes seven. Is that seven? # voice: jonna # style: soft
{ told:
    It's seven! It's seven, girl! Go south about! # voice: keeper # style: urgent
    He is standing up in a dinghy. After thirty-four years he ought to know better.
- else:
    You shout that it is. You shout it until you can taste blood. South about, you shout, south about, and the engine turns away from the rocks.
}
-> morning_reef

=== morning_seven ===
# chapter: Morning
# bed: waves
The fog lifts off at six. The Patience is tied up at the step, and a small woman in a man's jersey comes up to the tower with her sleeves already rolled.
She takes the broom out of her father's hands. That is their good morning.
What's the count this year? # voice: jonna
I stopped. In September. I couldn't. # voice: keeper
Then start. # voice: jonna # pause: 1.5s
You do it together, on your knees, around the foot of the tower. There are thrushes, and redwings, and larks. They are hardly heavier than their names.
{ read_log:
    Two hundred and eleven. He writes it in the margin, and he presses hard.
- else:
    Two hundred and eleven. Then you take the goldcrest from your pocket and lay it at the end of the row, and he writes down two hundred and twelve.
}
{ scar:
    Jonna ties up your hand with a strip of sail.
    She only bites people who are stronger than she is. It's practically a medal. # voice: jonna
}
There is nobody on the rail, and nobody on the step.
{
- toll == 2:
    But she has left the bowl in the cleft for whoever comes after her. It is brim full. It goes on shining, all that day, with no one to shine for.
- toll == 1:
    In the cleft there is half a bowl. It is broken clean across, and she has taken the half with the light in it.
- else:
    In the cleft, where the bowl stood, is a white ring on the rock. In the middle of the ring sits your tin, with the dent of a beak in the lid.
}
You spread out the form on the step, and ink the stamp. Thirty-nine questions are answered. Is anything missing?
* [Put down the number.]
    You write it as he did, and you press hard too.
    The Board is two years in replying. Then one May a carpenter steps off the mail boat, with a drawing and four hundred feet of ash.
    He builds perches. They go all the way around the lantern, rung above rung, so that on thick nights there is somewhere to sit down and wait for the stars.
    They're still there. You've seen them full. Ten thousand small birds in rows, with the beams going over them, like an audience. # pause: 1.5s
    You inspect Tarn Rock each October. The numbers in the margin run none, none, four, none.
    And there comes a year when someone is standing on the fourth step, with her coat hung out.
    One fish. # voice: madam # pause: 1.5s
    You have brought eight.
    -> END
* [Write that nothing is missing.]
    No, you write. It was the answer he gave you, and it saves him his place. You bring down the stamp.
    Jonna sees you do it. She stays for the soup after all, but she doesn't finish it.
    The light on Tarn Rock shows seven flashes, and then the dark. No captain has ever written again. They've put a note in your file, to say that you are sound.
    You live well inland now. But there are nights in October when the wind goes round to the north, and you lie there counting. # pause: 1.2s
    You always get to seven. # pause: 1.5s
    You'd give a good deal to get only to six. # style: soft
    -> END

=== morning_bell ===
# chapter: Morning
# bed: waves
The fog lifts off at six. The Patience is tied up at the step, and a small woman in a man's jersey stands at the foot of the tower, looking up at a dead lamp.
You put it out. # voice: jonna
{ told:
    I did. # voice: keeper
    You said that a light doesn't choose. # voice: jonna
    It doesn't. I'd been hiding behind it. # voice: keeper # pause: 1.5s
- else:
    The inspector put it out. I called the inspector some names. And then I rang. # voice: keeper
    You held the rope? With your back? # voice: jonna
    We took turns. I'd have put it out for you, years ago, if I'd once gone outside and listened. # voice: keeper # pause: 1.5s
}
The two of them walk all the way around the tower, slowly, with the broom. They come back, and there is nothing on the broom.
{ read_log:
    He opens the log at the margin he had left bare, and he writes one word in it. None.
- else:
    You give Jonna the goldcrest from your pocket. She finds it a place by the cabbages, and in the log, for that night, her father writes one word. None.
}
Jonna opens your fingers and looks at the palms. She whistles.
{ toll == 0:
    When you turn to the table for your stamp, there it is, tin and all, in a puddle of sea. There's a fish bone laid across it, in the manner of a receipt.
- else:
    Through the window you see the cormorant, back on her rail, with her wings hung out. This time she really is just drying them.
}
There remains the form. A light of the Board may not be dark for one minute. It is question eighteen. It comes straight after the one about what is missing.
* [Report the dark hours.]
    You write seven hours, and you write why, on both sides of the sheet and up the margin. Then you stamp it, because it is true.
    The Board closes Tarn Rock by Christmas. They moor a bell on the Teeth in place of it, which the sea rings. The sea counts badly, but nobody has hit anything.
    Pell goes home on the Patience with a goat's bowl between his feet. He says he'll be bored within the week.
    You visit. It stands in the window over the sink, and in the evenings nobody has to light a lamp.
    On the gutter outside there's generally a cormorant, complaining about the neighbours. # pause: 1.2s
    Did you hear them go over last night? Not one of them so much as slowed down. # voice: madam
    I heard. I got out of bed and counted. # voice: keeper
    How many? # voice: madam # pause: 1.2s
    Don't be daft. There was no end to them. # voice: keeper # style: soft
    -> END
* [Write that it burned all night.]
    It is your first lie on a form. You find that the stamp comes down just the same.
    You ask for Tarn Rock again the next October, and the one after that. The office takes you for a person with no imagination.
    When the wind goes north and the fog comes in, Pell turns down the lamp, and Jonna stands the Patience off the reef to speak to any boat that strays.
    And you ring. Seven, and then the dark. Seven, and then the dark. The small ones go over all night and never know that you are there.
    Your handwriting has suffered, on account of your hands. The Board has noticed. There is a form for it. # pause: 1.2s
    Question seventeen, each year, in letters like a child's. Is anything missing?
    # bell
    # pause: 1.5s
    No. # style: soft
    -> END

=== morning_reef ===
# chapter: Morning
# bed: waves
The fog lifts off at six. Out on the last of the Teeth the bowl is still alight, and the sun has to come up beside it and make do.
The Patience is tied up at the step. A small woman in a man's jersey holds her father by both ears, and looks at him.
Six up and one down. Whose idea was that? # voice: jonna
{ told:
    Hers. # voice: keeper
    He points at the bird on the fourth step.
    Hers since September. And yours for nine years before it. I'm the last on this rock to hear of it. # voice: keeper
- else:
    The old man turns around and considers you, wet as you are, from your boots up.
    The wind's, I'm told. # voice: keeper
    Your ears go hot. He puts his coat around you all the same. You tell him everything then, and he hears it with his eyes shut.
}
He goes for the broom, and the three of you walk around the tower. There is nothing on the stones but dew.
{ read_log:
    In the bare margin of the log he writes a word, and goes on looking at it. None.
- else:
    You lay the goldcrest in the earth by the cabbages. That one was September's, you say. Last night's he may write down himself. And he writes. None.
}
The cormorant has been waiting for a pause.
I shall go on filling it. Seventh flash, every night, out to the reef. In all weathers. I'm thinking of a fish a day. # voice: madam
{
- toll == 2:
    And this one may be let off. This one's paid. # voice: madam
- toll == 1:
    This one may give me the head of that herring. I've had it on my mind. # voice: madam
- lost_form:
    This one owes me a herring, and has drowned it. I'll take a fresh one. # voice: madam
- else:
    This one still owes me a herring. I can smell it from here. It isn't improving. # voice: madam
}
{ lost_form:
    Your form is with the crabs. Pell tears a leaf from the back of the log. Your brass stamp lies on the step, in a dented tin, returned without a word.
    You rule forty lines, and you find that you remember only one of the questions. Is anything missing?
- else:
    { toll == 0:
        She sets a dented tin on the step, and pushes it toward you with one foot. It's yours, with the stamp inside.
    - else:
        You get out the stamp and ink it.
    }
    The form has dried stiff as a kipper. Thirty-nine questions are answered. Is anything missing?
}
* [Tell the Board everything.]
    Six up and one down. You write all of it, the bird, and the bowl, and the goat. You suppose that it will cost you your post.
    In the spring there is a new chart. Tarn Rock, it says, in the smallest print there is. Six flashes, high. One steady, low. Mariners may rely on it.
    Nobody at the office ever mentions the bird. But once, in the accounts of the Board, under oil and wicks, you come upon a line in a clerk's tidy hand.
    Herring, it says. Three hundred and sixty-five. # pause: 1.5s
    And beneath that, in another hand, older and much less tidy. In leap years, one more. # style: soft
    -> END
* [Write that nothing is missing.]
    It is true, this morning. You counted. Six up, one down, and two people in a kitchen shouting about who makes the better soup.
    So no chart has it. But skippers talk, and within the year there isn't a boat on that coast that doesn't know to look low for the seventh.
    Three captains, who have never met, write to the Board to say that the light on Tarn Rock has improved. None of them is able to say how. # pause: 1.2s
    You go out again each October, on the mail boat, with a parcel on your knees.
    One fish. # voice: madam
    You give her two.
    That's one over. What's that for? # voice: madam # pause: 1.5s
    You tell her it's for the dark. # style: soft
    -> END
