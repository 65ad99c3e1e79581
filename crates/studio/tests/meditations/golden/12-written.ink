# title: De la place pour le chagrin
# by: Vesper
# about: 12 minutes. Parcours du corps, La bienveillance.
# kind: meditation
# language: fr
# minutes: 6-24 usually 12
# mood: grief
-> phase_1

=== phase_1 ===
# chapter: Arriver
# bed: rain
# pace: slow
# bell
# pause: 3s
Tiens-toi debout, les deux pieds à plat, les genoux un peu souples. # stretch: 0.4
Tu n'as pas à te sentir mieux ici. Ce qui est venu avec toi peut rester comme il est. # stretch: 0.5
word1n0 word1n1 word1n2 word1n3 word1n4 word1n5 word1n6 word1n7. # stretch: 1.2
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6. # stretch: 0.8
word3n0 word3n1 word3n2 word3n3 word3n4 word3n5 word3n6 word3n7 word3n8. # stretch: 0.6
word4n0 word4n1 word4n2 word4n3 word4n4 word4n5. # stretch: 0.2
word5n0 word5n1 word5n2 word5n3 word5n4 word5n5 word5n6 word5n7 word5n8. # stretch: 0.3
word6n0 word6n1 word6n2 word6n3 word6n4 word6n5 word6n6 word6n7 word6n8 word6n9 word6n10 word6n11 word6n12 word6n13 word6n14 word6n15 word6n16 word6n17 word6n18 word6n19. # stretch: 0.2
-> phase_2

=== phase_2 ===
# chapter: Se poser
# pace: slow
word26n0 word26n1 word26n2 word26n3 word26n4 word26n5 word26n6 word26n7 word26n8 word26n9 word26n10 word26n11 word26n12 word26n13 word26n14 word26n15 word26n16 word26n17 word26n18 word26n19 word26n20 word26n21. # stretch: 1.5
word27n0 word27n1 word27n2 word27n3 word27n4 word27n5 word27n6 word27n7 word27n8 word27n9 word27n10 word27n11 word27n12 word27n13 word27n14 word27n15 word27n16 word27n17 word27n18 word27n19 word27n20 word27n21 word27n22. # stretch: 1.2
word28n0 word28n1 word28n2 word28n3 word28n4 word28n5 word28n6 word28n7 word28n8 word28n9. # stretch: 1.9
-> phase_3

=== phase_3 ===
# chapter: Parcours du corps
# pace: slow
word50n0 word50n1 word50n2 word50n3 word50n4 word50n5 word50n6 word50n7 word50n8 word50n9 word50n10 word50n11 word50n12 word50n13 word50n14 word50n15 word50n16 word50n17 word50n18.
word51n0 word51n1 word51n2 word51n3 word51n4 word51n5 word51n6 word51n7 word51n8 word51n9 word51n10 word51n11 word51n12 word51n13 word51n14 word51n15 word51n16 word51n17 word51n18 word51n19 word51n20. # stretch: 2.1
word52n0 word52n1 word52n2 word52n3.
word53n0 word53n1 word53n2 word53n3 word53n4 word53n5 word53n6 word53n7 word53n8 word53n9 word53n10 word53n11 word53n12. # stretch: 2.4
word54n0 word54n1 word54n2 word54n3 word54n4 word54n5 word54n6 word54n7 word54n8 word54n9 word54n10 word54n11. # stretch: 2.3
word55n0 word55n1 word55n2 word55n3 word55n4 word55n5 word55n6 word55n7 word55n8 word55n9 word55n10 word55n11 word55n12 word55n13.
word56n0 word56n1 word56n2 word56n3 word56n4 word56n5 word56n6 word56n7 word56n8. # stretch: 1.1
word57n0 word57n1 word57n2 word57n3 word57n4 word57n5 word57n6 word57n7 word57n8 word57n9 word57n10 word57n11 word57n12 word57n13 word57n14 word57n15 word57n16 word57n17 word57n18 word57n19 word57n20 word57n21 word57n22. # stretch: 2
word58n0 word58n1 word58n2 word58n3 word58n4 word58n5 word58n6 word58n7. # stretch: 1.2
word59n0 word59n1 word59n2 word59n3 word59n4 word59n5 word59n6 word59n7 word59n8 word59n9 word59n10.
word60n0 word60n1 word60n2 word60n3 word60n4 word60n5 word60n6. # stretch: 1.3
-> phase_4

=== phase_4 ===
# chapter: La bienveillance
# pace: slow
word72n0 word72n1 word72n2 word72n3 word72n4 word72n5 word72n6 word72n7 word72n8 word72n9 word72n10 word72n11 word72n12 word72n13 word72n14 word72n15 word72n16 word72n17 word72n18 word72n19 word72n20 word72n21 word72n22.
word73n0 word73n1 word73n2 word73n3 word73n4 word73n5 word73n6 word73n7 word73n8 word73n9. # stretch: 1.3
word74n0 word74n1 word74n2 word74n3 word74n4 word74n5 word74n6 word74n7 word74n8 word74n9 word74n10 word74n11 word74n12 word74n13 word74n14. # stretch: 2.7
word75n0 word75n1 word75n2 word75n3. # stretch: 3.2
word76n0 word76n1 word76n2 word76n3 word76n4 word76n5 word76n6 word76n7 word76n8 word76n9. # stretch: 0.9
word77n0 word77n1 word77n2 word77n3 word77n4 word77n5 word77n6 word77n7 word77n8 word77n9 word77n10 word77n11 word77n12 word77n13 word77n14 word77n15 word77n16 word77n17 word77n18 word77n19. # stretch: 2.2
word78n0 word78n1 word78n2 word78n3 word78n4 word78n5 word78n6 word78n7 word78n8 word78n9 word78n10 word78n11 word78n12.
word79n0 word79n1 word79n2 word79n3 word79n4 word79n5 word79n6 word79n7 word79n8. # stretch: 1.4
word80n0 word80n1 word80n2 word80n3 word80n4 word80n5 word80n6 word80n7 word80n8 word80n9 word80n10 word80n11 word80n12 word80n13 word80n14 word80n15 word80n16 word80n17 word80n18 word80n19 word80n20 word80n21. # stretch: 1.7
-> phase_5

=== phase_5 ===
# chapter: Plus profond
# pace: slow
word96n0 word96n1 word96n2 word96n3 word96n4 word96n5 word96n6 word96n7 word96n8 word96n9 word96n10 word96n11 word96n12 word96n13 word96n14. # stretch: 4.6
Ce qui vient peut venir, et ce qui part peut partir. # stretch: 4.2
-> phase_6

=== phase_6 ===
# chapter: Revenir
# pace: slow
word119n0 word119n1 word119n2 word119n3 word119n4 word119n5 word119n6 word119n7. # stretch: 1
word120n0 word120n1 word120n2 word120n3 word120n4 word120n5 word120n6 word120n7 word120n8 word120n9 word120n10 word120n11 word120n12 word120n13 word120n14 word120n15 word120n16. # stretch: 3.8
C'est tout pour maintenant. Prends ton temps.
# bell
# stretch: 0.8
-> END
