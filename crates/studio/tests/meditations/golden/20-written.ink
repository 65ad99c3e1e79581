# title: Towards sleep
# by: Vesper
# about: 20 minutes. Body scan, Longer breaths out, A safe place.
# kind: meditation
# language: en
# cast: narrator = woman, soft
# minutes: 10-40 usually 20
# mood: sleep
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: rain
# pace: slow
# style: soft
# bell
# pause: 3s
Stand with both feet flat on the ground, and let the knees be a little loose. # stretch: 0.5
You don't have to fall asleep. You only have to lie here, and that part is already done. # stretch: 0.6
word1n0 word1n1 word1n2 word1n3 word1n4 word1n5 word1n6 word1n7 word1n8 word1n9. # stretch: 1.3
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6 word2n7. # stretch: 0.5
word3n0 word3n1 word3n2 word3n3 word3n4 word3n5 word3n6 word3n7 word3n8 word3n9 word3n10 word3n11 word3n12 word3n13.
word4n0 word4n1 word4n2 word4n3 word4n4 word4n5 word4n6 word4n7 word4n8. # stretch: 0.7
word5n0 word5n1 word5n2 word5n3 word5n4 word5n5 word5n6.
word6n0 word6n1 word6n2 word6n3 word6n4 word6n5 word6n6 word6n7 word6n8 word6n9 word6n10 word6n11 word6n12 word6n13 word6n14 word6n15 word6n16 word6n17 word6n18 word6n19 word6n20. # stretch: 0.9
word7n0 word7n1 word7n2 word7n3 word7n4 word7n5 word7n6 word7n7 word7n8 word7n9 word7n10 word7n11 word7n12 word7n13 word7n14 word7n15. # stretch: 1.1
word8n0 word8n1 word8n2 word8n3 word8n4 word8n5 word8n6 word8n7 word8n8. # stretch: 0.8
word9n0 word9n1 word9n2 word9n3 word9n4 word9n5 word9n6 word9n7 word9n8 word9n9 word9n10 word9n11. # stretch: 0.9
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
# style: soft
word21n0 word21n1 word21n2 word21n3 word21n4 word21n5 word21n6 word21n7 word21n8 word21n9 word21n10 word21n11. # stretch: 1.7
word22n0 word22n1 word22n2 word22n3 word22n4 word22n5 word22n6 word22n7 word22n8 word22n9 word22n10 word22n11 word22n12.
word23n0 word23n1 word23n2 word23n3 word23n4 word23n5. # stretch: 0.8
word24n0 word24n1 word24n2 word24n3 word24n4 word24n5 word24n6 word24n7 word24n8 word24n9 word24n10 word24n11 word24n12 word24n13 word24n14 word24n15 word24n16 word24n17 word24n18 word24n19. # stretch: 1.2
word25n0 word25n1 word25n2 word25n3 word25n4 word25n5 word25n6 word25n7 word25n8 word25n9. # stretch: 1.6
word26n0 word26n1 word26n2 word26n3 word26n4 word26n5. # stretch: 1
word27n0 word27n1 word27n2 word27n3 word27n4 word27n5 word27n6 word27n7 word27n8 word27n9 word27n10 word27n11 word27n12 word27n13 word27n14 word27n15 word27n16 word27n17 word27n18 word27n19. # stretch: 1.5
-> phase_3

=== phase_3 ===
# chapter: Body scan
# pace: slow
# style: soft
word47n0 word47n1 word47n2 word47n3 word47n4 word47n5 word47n6 word47n7 word47n8. # stretch: 1
word48n0 word48n1 word48n2 word48n3 word48n4 word48n5 word48n6 word48n7. # stretch: 0.9
word49n0 word49n1 word49n2 word49n3 word49n4 word49n5 word49n6 word49n7 word49n8. # stretch: 1.9
word50n0 word50n1 word50n2 word50n3 word50n4 word50n5 word50n6 word50n7 word50n8 word50n9 word50n10 word50n11 word50n12 word50n13 word50n14 word50n15 word50n16 word50n17 word50n18 word50n19.
word51n0 word51n1 word51n2 word51n3 word51n4. # stretch: 2.1
word52n0 word52n1 word52n2 word52n3 word52n4 word52n5 word52n6 word52n7 word52n8 word52n9 word52n10 word52n11 word52n12 word52n13 word52n14. # stretch: 3.1
word53n0 word53n1 word53n2 word53n3 word53n4 word53n5. # stretch: 0.8
word54n0 word54n1 word54n2 word54n3.
word55n0 word55n1 word55n2 word55n3 word55n4 word55n5 word55n6 word55n7 word55n8 word55n9 word55n10. # stretch: 0.9
word56n0 word56n1 word56n2 word56n3 word56n4 word56n5 word56n6 word56n7 word56n8 word56n9 word56n10 word56n11 word56n12 word56n13 word56n14 word56n15 word56n16 word56n17 word56n18 word56n19 word56n20 word56n21 word56n22. # stretch: 1.7
word57n0 word57n1 word57n2 word57n3 word57n4 word57n5 word57n6 word57n7 word57n8 word57n9 word57n10 word57n11.
word58n0 word58n1 word58n2 word58n3 word58n4 word58n5 word58n6 word58n7 word58n8 word58n9 word58n10 word58n11 word58n12 word58n13 word58n14 word58n15 word58n16 word58n17 word58n18 word58n19. # stretch: 2.2
-> phase_4

=== phase_4 ===
# chapter: Longer breaths out
# pace: slow
# style: soft
word73n0 word73n1 word73n2 word73n3 word73n4 word73n5 word73n6 word73n7 word73n8 word73n9 word73n10 word73n11.
word74n0 word74n1 word74n2 word74n3 word74n4 word74n5 word74n6 word74n7 word74n8 word74n9 word74n10 word74n11 word74n12 word74n13. # stretch: 1.5
Breathe in. # breathe: in 4s
And out. # breathe: out 7s
Breathe in. # breathe: in 4s
And out. # breathe: out 7s
# breathe: in 4s
# breathe: out 7s
Breathe in. # breathe: in 4s
# breathe: out 7s
# breathe: in 4s
# breathe: out 7s
# breathe: in 4s
# breathe: out 7s
word75n0 word75n1 word75n2 word75n3 word75n4 word75n5 word75n6 word75n7 word75n8 word75n9 word75n10 word75n11. # stretch: 0.6
word76n0 word76n1 word76n2 word76n3 word76n4 word76n5 word76n6 word76n7 word76n8 word76n9 word76n10 word76n11 word76n12 word76n13. # stretch: 0.8
word77n0 word77n1 word77n2 word77n3 word77n4 word77n5 word77n6 word77n7 word77n8 word77n9 word77n10 word77n11 word77n12 word77n13 word77n14 word77n15 word77n16 word77n17 word77n18. # stretch: 2.3
word78n0 word78n1 word78n2 word78n3 word78n4 word78n5 word78n6.
word79n0 word79n1 word79n2 word79n3 word79n4 word79n5 word79n6 word79n7 word79n8 word79n9 word79n10 word79n11 word79n12 word79n13 word79n14 word79n15 word79n16. # stretch: 1.4
word80n0 word80n1 word80n2 word80n3 word80n4 word80n5 word80n6 word80n7 word80n8 word80n9 word80n10 word80n11 word80n12 word80n13 word80n14 word80n15 word80n16 word80n17. # stretch: 0.8
word81n0 word81n1 word81n2 word81n3 word81n4 word81n5. # stretch: 0.6
word82n0 word82n1 word82n2 word82n3 word82n4 word82n5. # stretch: 0.3
word83n0 word83n1 word83n2 word83n3 word83n4 word83n5 word83n6 word83n7 word83n8 word83n9. # stretch: 0.2
-> phase_5

=== phase_5 ===
# chapter: A safe place
# pace: slow
# style: soft
word90n0 word90n1 word90n2 word90n3 word90n4 word90n5.
word91n0 word91n1 word91n2 word91n3 word91n4 word91n5 word91n6 word91n7 word91n8 word91n9 word91n10 word91n11 word91n12 word91n13 word91n14 word91n15 word91n16 word91n17 word91n18 word91n19 word91n20. # stretch: 3.8
word92n0 word92n1 word92n2 word92n3 word92n4 word92n5 word92n6 word92n7 word92n8 word92n9 word92n10 word92n11 word92n12 word92n13 word92n14 word92n15 word92n16 word92n17 word92n18 word92n19 word92n20 word92n21. # stretch: 3.9
word93n0 word93n1 word93n2 word93n3 word93n4 word93n5 word93n6 word93n7 word93n8 word93n9 word93n10 word93n11 word93n12 word93n13 word93n14 word93n15 word93n16 word93n17 word93n18 word93n19 word93n20 word93n21 word93n22. # stretch: 1.4
word94n0 word94n1 word94n2 word94n3 word94n4 word94n5 word94n6 word94n7 word94n8 word94n9. # stretch: 1.5
word95n0 word95n1 word95n2 word95n3.
word96n0 word96n1 word96n2 word96n3 word96n4 word96n5 word96n6 word96n7 word96n8 word96n9 word96n10 word96n11 word96n12 word96n13 word96n14 word96n15 word96n16 word96n17 word96n18 word96n19 word96n20 word96n21 word96n22. # stretch: 2
word97n0 word97n1 word97n2 word97n3 word97n4 word97n5 word97n6 word97n7 word97n8 word97n9 word97n10 word97n11 word97n12 word97n13. # stretch: 3
-> phase_6

=== phase_6 ===
# chapter: Going deeper
# pace: slow
# style: soft
word115n0 word115n1 word115n2 word115n3 word115n4 word115n5 word115n6 word115n7 word115n8 word115n9 word115n10 word115n11 word115n12 word115n13 word115n14 word115n15 word115n16 word115n17 word115n18 word115n19
word115n20. # stretch: 3.1
word116n0 word116n1 word116n2 word116n3 word116n4 word116n5 word116n6. # stretch: 5.3
Quiet, or nearly quiet, is quiet enough. # stretch: 6.6
-> phase_7

=== phase_7 ===
# chapter: Coming back
# pace: slow
# style: soft
word140n0 word140n1 word140n2 word140n3 word140n4 word140n5 word140n6 word140n7 word140n8.
word141n0 word141n1 word141n2 word141n3 word141n4 word141n5 word141n6 word141n7 word141n8 word141n9. # stretch: 1.2
word142n0 word142n1 word142n2 word142n3 word142n4 word142n5 word142n6 word142n7 word142n8 word142n9 word142n10 word142n11 word142n12 word142n13 word142n14 word142n15 word142n16 word142n17 word142n18 word142n19. # stretch: 2.3
word143n0 word143n1 word143n2 word143n3 word143n4 word143n5 word143n6 word143n7 word143n8 word143n9 word143n10 word143n11 word143n12 word143n13 word143n14 word143n15 word143n16 word143n17 word143n18 word143n19
word143n20 word143n21. # stretch: 4.1
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
