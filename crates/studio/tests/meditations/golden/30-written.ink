# title: Avant de commencer
# by: Vesper
# about: 30 minutes. Nommer les pensées, Parcours du corps, La respiration carrée, Revenir par les sens.
# kind: meditation
# language: fr
# minutes: 13-60 usually 30
# mood: courage
-> phase_1

=== phase_1 ===
# chapter: Arriver
# bed: drone
# pace: slow
# bell
# pause: 3s
Allonge-toi, et confie ton poids à ce qui te porte. # stretch: 0.6
Quelque chose t'attend, et une part de toi préférerait que non. Les deux peuvent s'asseoir ici. # stretch: 0.7
word1n0 word1n1 word1n2 word1n3 word1n4 word1n5 word1n6 word1n7 word1n8. # stretch: 0.6
word2n0 word2n1 word2n2 word2n3.
word3n0 word3n1 word3n2 word3n3 word3n4 word3n5. # stretch: 0.7
word4n0 word4n1 word4n2 word4n3 word4n4 word4n5 word4n6 word4n7 word4n8 word4n9 word4n10 word4n11 word4n12 word4n13 word4n14 word4n15 word4n16 word4n17 word4n18 word4n19 word4n20 word4n21. # stretch: 1.6
word5n0 word5n1 word5n2 word5n3 word5n4 word5n5 word5n6 word5n7 word5n8 word5n9.
word6n0 word6n1 word6n2 word6n3 word6n4 word6n5 word6n6 word6n7 word6n8 word6n9 word6n10 word6n11 word6n12 word6n13 word6n14 word6n15 word6n16. # stretch: 1.7
word7n0 word7n1 word7n2 word7n3 word7n4 word7n5 word7n6 word7n7 word7n8 word7n9 word7n10 word7n11 word7n12 word7n13 word7n14. # stretch: 1
word8n0 word8n1 word8n2 word8n3 word8n4 word8n5 word8n6 word8n7 word8n8 word8n9 word8n10 word8n11 word8n12 word8n13 word8n14 word8n15 word8n16 word8n17 word8n18 word8n19. # stretch: 0.5
word9n0 word9n1 word9n2 word9n3 word9n4 word9n5 word9n6 word9n7. # stretch: 0.6
-> phase_2

=== phase_2 ===
# chapter: Se poser
# pace: slow
word18n0 word18n1 word18n2 word18n3 word18n4 word18n5 word18n6 word18n7 word18n8 word18n9 word18n10. # stretch: 1.8
word19n0 word19n1 word19n2 word19n3 word19n4 word19n5 word19n6 word19n7 word19n8 word19n9 word19n10 word19n11 word19n12 word19n13 word19n14 word19n15 word19n16 word19n17 word19n18.
word20n0 word20n1 word20n2 word20n3 word20n4 word20n5 word20n6 word20n7 word20n8 word20n9 word20n10 word20n11 word20n12 word20n13 word20n14 word20n15 word20n16 word20n17 word20n18 word20n19 word20n20 word20n21 word20n22. # stretch: 1.4
word21n0 word21n1 word21n2 word21n3 word21n4 word21n5 word21n6 word21n7 word21n8 word21n9 word21n10 word21n11 word21n12 word21n13 word21n14.
word22n0 word22n1 word22n2 word22n3 word22n4 word22n5 word22n6 word22n7 word22n8 word22n9 word22n10 word22n11 word22n12 word22n13 word22n14 word22n15 word22n16 word22n17 word22n18 word22n19. # stretch: 2
word23n0 word23n1 word23n2 word23n3 word23n4 word23n5 word23n6 word23n7 word23n8.
word24n0 word24n1 word24n2 word24n3 word24n4 word24n5. # stretch: 2.6
word25n0 word25n1 word25n2 word25n3 word25n4 word25n5 word25n6 word25n7 word25n8 word25n9 word25n10 word25n11. # stretch: 1.6
word26n0 word26n1 word26n2 word26n3 word26n4 word26n5 word26n6 word26n7. # stretch: 2.5
-> phase_3

=== phase_3 ===
# chapter: Nommer les pensées
# pace: slow
word40n0 word40n1 word40n2 word40n3 word40n4 word40n5 word40n6 word40n7 word40n8 word40n9 word40n10 word40n11 word40n12 word40n13 word40n14 word40n15 word40n16 word40n17 word40n18 word40n19.
word41n0 word41n1 word41n2 word41n3 word41n4 word41n5 word41n6 word41n7 word41n8 word41n9. # stretch: 3.8
word42n0 word42n1 word42n2 word42n3 word42n4. # stretch: 2.3
word43n0 word43n1 word43n2 word43n3 word43n4 word43n5 word43n6. # stretch: 1.9
word44n0 word44n1 word44n2 word44n3 word44n4 word44n5 word44n6 word44n7 word44n8 word44n9. # stretch: 0.9
word45n0 word45n1 word45n2 word45n3 word45n4 word45n5 word45n6 word45n7. # stretch: 2.6
word46n0 word46n1 word46n2 word46n3 word46n4 word46n5 word46n6. # stretch: 1.5
word47n0 word47n1 word47n2 word47n3 word47n4 word47n5 word47n6 word47n7 word47n8 word47n9 word47n10 word47n11 word47n12. # stretch: 1.5
word48n0 word48n1 word48n2 word48n3 word48n4 word48n5 word48n6 word48n7 word48n8 word48n9. # stretch: 1.4
word49n0 word49n1 word49n2 word49n3 word49n4 word49n5 word49n6 word49n7 word49n8 word49n9 word49n10 word49n11 word49n12 word49n13.
word50n0 word50n1 word50n2 word50n3 word50n4 word50n5 word50n6 word50n7 word50n8 word50n9 word50n10 word50n11 word50n12 word50n13 word50n14 word50n15 word50n16 word50n17 word50n18 word50n19. # stretch: 1.4
word51n0 word51n1 word51n2 word51n3 word51n4 word51n5 word51n6 word51n7 word51n8 word51n9 word51n10 word51n11 word51n12 word51n13 word51n14. # stretch: 0.9
word52n0 word52n1 word52n2 word52n3 word52n4 word52n5 word52n6 word52n7 word52n8 word52n9 word52n10 word52n11 word52n12 word52n13 word52n14 word52n15 word52n16 word52n17. # stretch: 0.9
-> phase_4

=== phase_4 ===
# chapter: Parcours du corps
# pace: slow
word60n0 word60n1 word60n2 word60n3.
word61n0 word61n1 word61n2 word61n3 word61n4 word61n5. # stretch: 3.5
word62n0 word62n1 word62n2 word62n3 word62n4 word62n5 word62n6 word62n7. # stretch: 1
word63n0 word63n1 word63n2 word63n3 word63n4 word63n5 word63n6 word63n7 word63n8.
word64n0 word64n1 word64n2 word64n3 word64n4 word64n5 word64n6 word64n7 word64n8 word64n9 word64n10 word64n11 word64n12 word64n13 word64n14 word64n15 word64n16. # stretch: 2.5
word65n0 word65n1 word65n2 word65n3 word65n4 word65n5 word65n6 word65n7. # stretch: 1
word66n0 word66n1 word66n2 word66n3 word66n4 word66n5 word66n6 word66n7 word66n8 word66n9 word66n10 word66n11 word66n12 word66n13 word66n14 word66n15 word66n16 word66n17 word66n18 word66n19 word66n20 word66n21 word66n22. # stretch: 2.5
word67n0 word67n1 word67n2 word67n3 word67n4 word67n5 word67n6 word67n7 word67n8 word67n9 word67n10 word67n11 word67n12 word67n13 word67n14 word67n15 word67n16. # stretch: 2.4
word68n0 word68n1 word68n2 word68n3 word68n4 word68n5 word68n6 word68n7 word68n8 word68n9 word68n10 word68n11 word68n12 word68n13 word68n14. # stretch: 2.5
word69n0 word69n1 word69n2 word69n3 word69n4 word69n5 word69n6 word69n7 word69n8. # stretch: 1.7
word70n0 word70n1 word70n2 word70n3 word70n4. # stretch: 1
word71n0 word71n1 word71n2 word71n3 word71n4. # stretch: 0.7
word72n0 word72n1 word72n2 word72n3 word72n4 word72n5 word72n6 word72n7 word72n8 word72n9 word72n10. # stretch: 0.4
word73n0 word73n1 word73n2 word73n3 word73n4 word73n5 word73n6 word73n7 word73n8 word73n9 word73n10 word73n11 word73n12 word73n13 word73n14 word73n15. # stretch: 0.2
-> phase_5

=== phase_5 ===
# chapter: La respiration carrée
# pace: slow
word91n0 word91n1 word91n2 word91n3 word91n4 word91n5 word91n6. # stretch: 1.4
word92n0 word92n1 word92n2 word92n3 word92n4 word92n5 word92n6. # stretch: 0.7
Inspire. # breathe: in 4s
Tiens. # breathe: hold 4s
Et expire. # breathe: out 4s
Attends. # breathe: rest 4s
Inspire. # breathe: in 4s
Tiens. # breathe: hold 4s
Et expire. # breathe: out 4s
Attends. # breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Inspire. # breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
word93n0 word93n1 word93n2 word93n3 word93n4 word93n5 word93n6 word93n7 word93n8 word93n9 word93n10 word93n11 word93n12 word93n13 word93n14 word93n15 word93n16 word93n17. # stretch: 0.7
word94n0 word94n1 word94n2 word94n3 word94n4 word94n5 word94n6 word94n7 word94n8 word94n9 word94n10 word94n11 word94n12 word94n13 word94n14 word94n15 word94n16 word94n17. # stretch: 2.6
word95n0 word95n1 word95n2 word95n3 word95n4 word95n5 word95n6 word95n7 word95n8 word95n9 word95n10 word95n11 word95n12 word95n13 word95n14 word95n15 word95n16 word95n17 word95n18 word95n19 word95n20 word95n21 word95n22. # stretch: 2.3
word96n0 word96n1 word96n2 word96n3.
word97n0 word97n1 word97n2 word97n3 word97n4 word97n5 word97n6 word97n7 word97n8 word97n9 word97n10 word97n11 word97n12 word97n13 word97n14 word97n15 word97n16 word97n17 word97n18. # stretch: 1.5
word98n0 word98n1 word98n2 word98n3 word98n4. # stretch: 0.5
word99n0 word99n1 word99n2 word99n3 word99n4 word99n5 word99n6 word99n7 word99n8 word99n9. # stretch: 0.6
word100n0 word100n1 word100n2 word100n3 word100n4. # stretch: 0.7
word101n0 word101n1 word101n2 word101n3 word101n4 word101n5 word101n6. # stretch: 0.5
word102n0 word102n1 word102n2 word102n3 word102n4 word102n5 word102n6 word102n7 word102n8.
word103n0 word103n1 word103n2 word103n3 word103n4 word103n5 word103n6 word103n7 word103n8 word103n9 word103n10 word103n11 word103n12 word103n13 word103n14 word103n15 word103n16 word103n17 word103n18 word103n19. # stretch: 0.2
-> phase_6

=== phase_6 ===
# chapter: Revenir par les sens
# pace: slow
word116n0 word116n1 word116n2 word116n3 word116n4 word116n5 word116n6 word116n7 word116n8 word116n9 word116n10 word116n11 word116n12 word116n13 word116n14 word116n15 word116n16 word116n17.
word117n0 word117n1 word117n2 word117n3 word117n4 word117n5 word117n6 word117n7 word117n8 word117n9 word117n10 word117n11. # stretch: 3.3
word118n0 word118n1 word118n2 word118n3 word118n4 word118n5 word118n6 word118n7 word118n8 word118n9. # stretch: 1.6
word119n0 word119n1 word119n2 word119n3 word119n4 word119n5. # stretch: 1.4
word120n0 word120n1 word120n2 word120n3 word120n4 word120n5 word120n6 word120n7 word120n8 word120n9 word120n10 word120n11 word120n12 word120n13 word120n14 word120n15 word120n16 word120n17 word120n18. # stretch: 5.2
word121n0 word121n1 word121n2 word121n3 word121n4 word121n5 word121n6 word121n7. # stretch: 1.2
word122n0 word122n1 word122n2 word122n3. # stretch: 2.9
word123n0 word123n1 word123n2 word123n3 word123n4 word123n5.
word124n0 word124n1 word124n2 word124n3. # stretch: 1.7
word125n0 word125n1 word125n2 word125n3 word125n4 word125n5 word125n6 word125n7 word125n8 word125n9 word125n10 word125n11 word125n12 word125n13. # stretch: 0.8
word126n0 word126n1 word126n2 word126n3 word126n4 word126n5 word126n6 word126n7 word126n8 word126n9. # stretch: 1
word127n0 word127n1 word127n2 word127n3 word127n4. # stretch: 0.7
word128n0 word128n1 word128n2 word128n3 word128n4 word128n5 word128n6 word128n7 word128n8 word128n9 word128n10 word128n11 word128n12 word128n13 word128n14. # stretch: 0.5
-> phase_7

=== phase_7 ===
# chapter: Plus profond
# pace: slow
word149n0 word149n1 word149n2 word149n3 word149n4 word149n5 word149n6 word149n7 word149n8 word149n9 word149n10 word149n11 word149n12 word149n13 word149n14 word149n15.
word150n0 word150n1 word150n2 word150n3 word150n4 word150n5 word150n6 word150n7 word150n8 word150n9 word150n10 word150n11 word150n12. # stretch: 4.7
word151n0 word151n1 word151n2 word151n3 word151n4 word151n5 word151n6 word151n7 word151n8 word151n9 word151n10 word151n11 word151n12 word151n13 word151n14 word151n15 word151n16 word151n17 word151n18 word151n19
word151n20. # stretch: 6.3
word152n0 word152n1 word152n2 word152n3. # stretch: 5.3
Il y a du temps. Plus qu'il n'y paraît. # stretch: 5.7
-> phase_8

=== phase_8 ===
# chapter: Revenir
# pace: slow
word166n0 word166n1 word166n2 word166n3. # stretch: 2.9
word167n0 word167n1 word167n2 word167n3 word167n4 word167n5 word167n6 word167n7 word167n8 word167n9 word167n10 word167n11 word167n12. # stretch: 3
word168n0 word168n1 word168n2 word168n3 word168n4 word168n5 word168n6 word168n7 word168n8 word168n9 word168n10 word168n11 word168n12 word168n13. # stretch: 1.1
word169n0 word169n1 word169n2 word169n3 word169n4 word169n5 word169n6 word169n7 word169n8.
word170n0 word170n1 word170n2 word170n3 word170n4 word170n5 word170n6 word170n7 word170n8. # stretch: 1.5
word171n0 word171n1 word171n2 word171n3 word171n4 word171n5. # stretch: 2.6
C'est tout pour maintenant. Prends ton temps.
# bell
# stretch: 0.8
-> END
