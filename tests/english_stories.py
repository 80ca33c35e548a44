"""Stories for made-up English newspaper pages. Every word of them was written for these tests."""

STORIES = """\
SWING BRIDGE OPENED
Mayor Leads Procession Over the Quay
By Margaret Ellison
HARBOUR TOWN, Tuesday.—
The new swing bridge over the Lune was opened yesterday by the Mayor, who led some two thousand people across it on foot. “It is the best bridge that this town has ever had,” said Mr. Thomas Birkett, the engineer, “and I hope it is the last I shall be asked to paint.”
The bridge weighs four hundred and seventy-five tons and can be turned by two men in three minutes. It replaces the old ferry, which had carried farm-carts and their horses since 1794—and, on one occasion, an elephant.
A luncheon for eighty-four guests followed in the Corn Exchange. The ferryman, who is to have a pension of ten shillings a week, was not present; he was, his daughter explained, out fishing.
===
HERRING CATCH IS POOR

By Our Fisheries Correspondent

Fishermen along the north coast have landed fewer herring this season than in any year since records were first kept. Only twenty-one boats put to sea last week, against fifty-six a year ago.
The shoals have moved into deeper water, according to skippers who met in the Sailors' Rest on Monday. Nets cost more, and coal has doubled in price. “We cannot fish for nothing,” said one of them.
Curing-yards at three villages have dismissed their women. The Fishery Board has asked for a half-yearly report on the shoals and will consider lending money for motor-boats.
===
LIBRARY BURNS IN THE NIGHT
Nine Thousand Volumes Lost


Fire destroyed the reading-room of the Mechanics' Institute early on Sunday morning. The alarm was raised by a night-watchman who saw smoke above the skylight, but the water-pressure was too low for the hoses.
Nine thousand books were burned, among them the parish registers of five churches, which had been lent for an exhibition. The librarian, Miss Edith Sandham, saved a globe, two ledgers and the cat.
The Institute was insured for £3,200. A committee will meet on Thursday to receive gifts of books; novels are not refused.
===
TRAM FARES TO RISE
Workmen's Tickets Unchanged
By JOHN SMITH, Staff Writer

Tram fares in the borough will go up by a halfpenny from the first of next month, the Transport Committee decided last night by nine votes to seven.
Alderman Pickles, who moved the increase, said that the undertaking had lost £11,460 in the financial year. New rails for the Moor Lane section would cost as much again.
Workmen's tickets, issued before seven o'clock in the morning, remain at a penny. Councillor Mrs. Hargreaves protested that seamstresses, who begin work at eight, were workmen too.
===
SNOW CUTS OFF HILL FARMS


LEEDS, Jan. 9 (AP) —
Snow-ploughs failed for the third day to reach the farms at the head of the dale, where drifts of fourteen feet were reported. Sheep have been buried, and hay is being dropped from an aeroplane.
The driver of a milk lorry walked seven miles to a telephone box, from which he rang up his employer to say that he would be late. He was found frost-bitten but cheerful.
Forecasters expect a slow thaw by the week-end, with floods in the lower valley.
===
CRICKET: A FAMOUS VICTORY

By Henry Ames

Overnight rain and a bowler of nineteen gave the visitors a victory by six wickets that nobody had foretold, least of all the visitors.
Batting on a pitch that was neither wet nor dry, the home side lost five wickets before luncheon. Young Tarrant, bowling off-breaks to a leg-side field, took seven for thirty-four.
The winning hit was a six into the churchyard. The ball was returned by the sexton, who asked for the score.
===
ASSIZE COURT
The Clockmaker's Trial


Before Mr. Justice Blackburn, Silas Wren, 41, a clockmaker, was charged with having obtained by false pretences a gold repeater, the property of the Rev. Octavius Pugh.
The prisoner, who conducted his own defence, told the jury that he had merely taken the watch to pieces and had not been given time to put it together again. He produced it from a snuff-box.
The jury, after an absence of ten minutes, found him not guilty. His Lordship observed that he hoped the prisoner would now be more punctual.
===
PARLIAMENT RISES


WESTMINSTER, Friday.—
Both Houses rose this evening until after the harvest. The Licensing Bill was read a third time in a thin chamber, and the Lords' amendments to the Canals Bill were agreed to without a division.
In reply to a question, the Under-Secretary said that the Government had no intention of introducing decimal coinage, now or hereafter. (Laughter.)
Members crowded the platforms at Paddington and King's Cross. The Prime Minister goes to Scotland; the Leader of the Opposition, it is understood, to bed.
===
COLLIERY DISASTER
Thirty-One Men Entombed

(From Our Own Correspondent.)

An explosion of fire-damp occurred shortly after four o'clock this morning in the Number Two seam at Brackendale Colliery, where sixty-eight men of the night shift were at work.
Thirty-seven were drawn up alive by the pumping-shaft. Rescue parties from neighbouring pits, with canaries, have advanced six hundred yards, but afterdamp drove them back.
Wives and mothers stand at the pit-head in the rain. The Bishop has telegraphed his sympathy, and the owners have opened a fund with five hundred guineas.
===
HOSPITAL WINS SCANNER APPEAL

By Priya Nair, Health Reporter

A three-year appeal to buy a body scanner for the Infirmary has reached its target of £640,000, helped by a sponsored silence at a primary school.
Consultants say the machine will spare two hundred patients a month the forty-mile journey to the city. It is expected to be switched on in the autumn.
The appeal's oldest supporter, ninety-three-year-old Walter Gedge, raised £1,100 by selling rhubarb from his front gate. “People will buy anything if it is for health,” he said.
===
ORCHESTRA ON TOUR


VIENNA (Reuters) -
Musicians of the municipal orchestra were applauded for eleven minutes on Wednesday after a programme of Haydn and Elgar, although the tuba was still on a train.
Critics praised the strings. One newspaper compared the second oboist to a nightingale, and another the conductor to a windmill.
The orchestra plays in Budapest tomorrow, if the tuba arrives, and otherwise a programme without one.
===
POTATO BLIGHT SPREADS
Growers Urged to Spray


Blight has been found on early potatoes in eleven parishes, the Ministry of Agriculture announced. Warm nights and heavy dew have favoured the fungus.
Growers are advised to spray with copper at once, to burn diseased haulm and to lift what can be saved. Seed merchants report a run on resistant varieties.
Prices at the wholesale market rose from nine shillings to fourteen shillings a hundredweight.
===
MISSING BALLOON FOUND
Aeronaut Lands in a Pond
BY OUR SPECIAL COMMISSIONER
PARIS, Aug. 3.—
Monsieur Gaillard, of whom nothing had been heard since his ascent on Saturday, has come down unhurt in a duck-pond in the Ardennes, having crossed two frontiers in the dark.
His provisions had consisted of a sausage and a bottle of claret. He threw out first the sand, then the anchor, and lastly his boots.
The villagers, taking the balloon for a judgment, had sent for the priest, who lent the aeronaut a cassock.
===
SCHOOL LEAVERS FACE SHORTAGE OF JOBS

By Ann Poe and David Rees

One in three young people who left school in July is still without work, according to figures published today by the careers service.
Apprenticeships in engineering have fallen to forty-eight, from a hundred and ninety ten years ago, as the shipyards and the wire-works close. Shops and hotels offer part-time posts only.
Careers officers want the council to extend its training scheme. A spokesman for the employers said that grants alone would not fill order-books.
===
THE QUEEN'S VISIT


Her Majesty will arrive by special train at noon, when a salute of twenty-one guns is to be fired from the battery. Children from all the board-schools will line Castle Street and sing.
Householders along the route are asked to whitewash their chimneys. The triumphal arch at the Market Cross, of evergreens and gas-jets, has been tested and has not exploded.
The public-houses will remain closed until the Royal train has left, by order of the magistrates.
===
FOOTBALL RESULTS MARRED BY CROWD TROUBLE

By Terry Walsh

Referee Colin Marsh took both teams off for nine minutes on Saturday after seat cushions were thrown from the main stand at Millfield.
United equalised in stoppage time through substitute Gary Tubb, who had been on the field for forty seconds. Manager Ron Lister called the goal “offside, onside and back-side”.
Police made seventeen arrests. The League will study film of the incidents and could order the next home match to be played behind closed doors.
===
OUR ARCTIC EXPEDITION


Letters received by the whaler Hopewell report the explorers in good health at latitude seventy-nine, where the ice has held their ship since October. Scurvy has been kept off by lime-juice and theatricals.
Lieutenant Fairfax surveyed two hundred miles of unknown coast with dog-sledges. He has named a cape after the President of the Society and a swamp after its Treasurer.
The expedition hopes to be released by the summer's thaw and to return home through the Sound.
===
WIDER BYPASS WINS APPROVAL

By Linda Frobisher, Environment Correspondent

Ministers have approved a dual-carriageway bypass around the cathedral city despite two thousand objections from residents and naturalists.
Work on the five-mile road, which will cut through ancient woodland at Foxhanger, starts in the spring. It will cost eighteen million pounds.
Campaigners vowed to appeal to the High Court. Badgers, they said, could not read diversion signs.
===
BANK ROBBED BY MEN IN TOP HATS


CHICAGO, Tuesday —
Three men in evening dress walked into the Lakeside Savings Bank at closing time yesterday, bowed to the cashier and left with forty thousand dollars.
Customers took them for a wedding party. One robber held the door for an elderly depositor, who told detectives that she had seldom met such manners.
A hired limousine was found abandoned near the stockyards. On its seat lay a receipt, made out to the bank.
===
VACCINATION AND ITS ENEMIES


Small-pox has appeared again in the low lodging-houses by the canal, and the Medical Officer attributes its return to the neglect of vaccination among the poorer classes.
Of twenty-six persons attacked, twenty-two had never been vaccinated. The Guardians resolved to prosecute parents who refuse, and to limewash the courts.
A meeting of anti-vaccinators at the Temperance Hall broke up in disorder when a gentleman asked the speaker to show his arm.
"""

LETTERS = """\
Sir,—Your correspondent complains of the noise of the church bells on Sunday. I have lived beneath the tower for thirty-eight years and have never heard them, being, I am thankful to say, stone-deaf.
Yours, &c.,
A CONTENTED PARISHIONER.
===
Sir,—May I call attention to the state of the pavement in Tanner's Row? On Wednesday my husband fell into it, and it was some time before he was missed. The ratepayers are entitled to better.
I am, Sir, yours truly,
SARAH OLDROYD.
===
Sir,—In your account of the flower show the prize for sweet-peas is given to Colonel Fanshawe. It was won by his gardener, who grew them. The Colonel cannot tell a sweet-pea from a cabbage.
I am, &c.,
FAIR PLAY.
===
Sir,—The proposal to light the promenade with electricity will ruin those of us who let apartments with a view of the sea, since the sea will no longer be visible. Gas was good enough for our fathers.
Yours faithfully,
J. W. TREMLETT.
"""

TABLE = """\
CORN MARKET

Wheat, red        52s. 0d.    54s. 6d.
Wheat, white      55s. 0d.    57s. 0d.
Barley            31s. 6d.    33s. 0d.
Oats, new         22s. 0d.    24s. 3d.
Beans             38s. 0d.    40s. 0d.
"""
