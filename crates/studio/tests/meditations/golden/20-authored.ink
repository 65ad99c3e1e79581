# title: À côté de ce qui fait mal
# by: Vesper
# about: 20 minutes. Écouter, La bienveillance, Compter les souffles.
# kind: meditation
# language: fr
# cast: narrator = man, low, slow
# minutes: 8-40 usually 20
# mood: pain
-> phase_1

=== phase_1 ===
# chapter: Arriver
# bed: waves
# pace: slow
# bell
# pause: 3s
Mets-toi à marcher, plus lentement que d'habitude, les yeux ouverts. # stretch: 0.5
Tu n'as pas à aimer ce que tu sens, ni à le repousser. Tu peux bouger dès que tu en as besoin. # stretch: 0.6
Tu ne vas nulle part. Chaque pas est déjà l'endroit où tu vas. # stretch: 1.3
Cherchons ce qu'il y a d'autre ici, à côté de ce qui fait mal. # stretch: 4.5
Cette minute ne sert à rien, et c'est très bien. # stretch: 4
-> phase_2

=== phase_2 ===
# chapter: Se poser
# pace: slow
Sens le sol monter à ta rencontre, d'abord sous le talon, puis sous les orteils. # stretch: 1.4
Laisse pendre les épaules, et les bras faire comme ils veulent. # stretch: 1.4
Garde les yeux ouverts, posés un peu plus loin devant toi. # stretch: 1.3
Laisse le souffle venir comme il vient, sans le régler sur rien. # stretch: 5.6
-> phase_3

=== phase_3 ===
# chapter: Écouter
# pace: slow
Laisse tes oreilles ouvertes, comme un bol est ouvert. Tu n'as rien à aller chercher. # stretch: 1.5
Il y a des sons tout près. Ton propre souffle en est peut-être un. # stretch: 1.5
Il y a des sons plus loin. Tu n'as pas besoin de savoir ce qu'ils sont. # stretch: 1.4
Un son commence, reste un peu, et s'en va. Vois si tu peux entendre la fin de l'un d'eux. # stretch: 1.6
Entre deux sons il y a un espace. Écoute-le aussi. # stretch: 1.5
Si un son t'agace, entends comment il est fait. Haut ou bas, rugueux ou lisse, mobile ou immobile. # stretch: 1.5
Les pensées peuvent s'entendre comme des bruits d'une autre pièce. Tu n'as pas à y entrer. # stretch: 1.4
Laisse tout arriver à la même distance. # stretch: 1.3
Écoute comme si quelqu'un allait dire ton nom, gentiment. # stretch: 4.1
-> phase_4

=== phase_4 ===
# chapter: La bienveillance
# pace: slow
Pense à quelqu'un que tu aimes sans effort. Une amie, un enfant, un animal près du feu. # stretch: 1.5
Vois-le comme il est quand personne ne lui demande rien. Souhaite-lui du bien, en mots simples. # stretch: 1.4
Que tu sois à l'abri. Que tu sois en paix. Dis-le comme on dit bonne nuit. # stretch: 1.4
Laisse le souhait partir avec le souffle, sans le pousser. # stretch: 1.4
Retourne maintenant le même souhait. Que je sois à l'abri. Que je sois en paix. # stretch: 1.3
Si cela te semble étrange, laisse-le être étrange. Les mots comptent quand même. # stretch: 1.3
Fais venir quelqu'un que tu connais à peine, un visage croisé aujourd'hui. Lui aussi aimerait une soirée tranquille. # stretch: 1.2
Que tu sois à l'abri. Que tu sois en paix. Cela ne coûte rien, et tu en as assez. # stretch: 1.4
Tu peux essayer avec quelqu'un de difficile, de loin. Seulement tant que cela reste honnête. # stretch: 1.1
Laisse le souhait s'élargir, à la maison, à la rue, à la ville, à tous ceux qui veillent. # stretch: 2.2
-> phase_5

=== phase_5 ===
# chapter: Compter les souffles
# pace: slow
Nous allons compter les souffles. Un, à la fin de la première expiration. Deux, à la fin de la suivante. # stretch: 1.5
À dix, recommence à un. Quand tu perds le compte, recommence à un. # stretch: 1.4
Le nombre reste discret, à l'arrière-plan. Le souffle est devant. # stretch: 1.3
Pas besoin de respirer d'une façon spéciale. Compte le souffle qui vient. # stretch: 1.2
Un est un très bon nombre. Nous y passons presque tous souvent. # stretch: 1.2
Si tu te retrouves à quatorze, souris, et reviens à un. # stretch: 1.2
Sens le petit repos après chaque expiration, avant que le nombre suivant arrive. # stretch: 1.1
Vois si le nombre peut être aussi doux qu'un doigt posé sur une table. # stretch: 1.1
Peut-être qu'une pensée t'a emprunté ton attention. Tu peux la lui redemander, et compter un. # stretch: 1
Laisse les derniers nombres pâlir, jusqu'à ce qu'il ne reste que le souffle. # stretch: 4.3
-> phase_6

=== phase_6 ===
# chapter: Plus profond
# pace: slow
Pendant un moment, il y aura moins de mots. Tu connais le chemin. # stretch: 2.8
Laisse ce qui se passe se passer, avec un peu plus de place autour. # stretch: 2.6
Le souffle va et vient, comme quelqu'un qui marche de long en large sur une plage. # stretch: 2.5
Si tu es loin, peu importe. Reviens par le plus court chemin. # stretch: 1.9
Laisse l'espace entre deux pensées aussi large qu'il veut l'être. # stretch: 1.2
Sens tout le corps, au repos, et le silence de chaque côté. # stretch: 2.2
-> phase_7

=== phase_7 ===
# chapter: Revenir
# pace: slow
Commence à revenir. Regarde une fois autour de toi, comme si tu venais d'arriver. # stretch: 0.8
Sens ton poids descendre par les jambes jusque dans le sol, et y rester. # stretch: 0.7
Emporte une chose d'ici, si petite soit-elle. # stretch: 0.7
Continue à ton rythme, quand tu voudras. # stretch: 6.6
C'est tout pour maintenant. Prends ton temps.
# bell
# stretch: 0.8
-> END
