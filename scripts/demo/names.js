/** What the customers of the demo shop are called. */
const FIRST = (
  'Wanjiku Otieno Achieng Mwangi Njeri Kamau Wambui Odhiambo Nafula Kiptoo Chebet Mutua Mumbi Barasa Zawadi Hassan ' +
  'Fatuma Kariuki Nyambura Omondi Akinyi Kipchoge Jepkosgei Musyoka Mwende Wekesa Naliaka Abdi Halima Juma Rehema ' +
  'Baraka Neema Pendo Muthoni Gathoni Waithera Onyango Adhiambo Kiprono'
).split(' ');

const LAST = (
  'Kamau Odhiambo Atieno Njoroge Wekesa Kiprop Cheruiyot Mutiso Gitau Barasa Mohamed Ochieng Wangari Kimani Maina ' +
  'Korir Ndungu Were Simiyu Ali Karanja Githinji Owino Nyongesa Rotich Musau Kioko Muriuki Wafula Chege'
).split(' ');

/** What the demo shop sells, with the price of each in KES. */
export const ITEMS = [
  ['Mango, 1 dozen', 360],
  ['Sukuma wiki, 3 bunches', 90],
  ['Maize flour 2 kg', 230],
  ['Avocado, 6', 180],
  ['Milk 500 ml, 4 packets', 260],
  ['Beans 2 kg', 420],
  ['Rice 5 kg', 950],
  ['Cooking oil 2 l', 640],
  ['Tomatoes, 1 crate', 1850],
  ['Onions 2 kg', 240],
  ['Potatoes, 1 debe', 780],
  ['Eggs, 1 tray', 450],
  ['Bread, 2 loaves', 140],
  ['Sugar 2 kg', 320],
  ['Tea leaves 500 g', 280],
  ['Watermelon', 250],
  ['Pineapple, 2', 240],
  ['Chicken, whole', 850],
  ['Tilapia 1 kg', 680],
  ['Charcoal, 1 sack', 1400],
];

/** A name that no other place of the list has, for 1,200 places. */
export const nameAt = (place) =>
  `${FIRST[place % FIRST.length]} ${LAST[(place * 7 + Math.floor(place / FIRST.length)) % LAST.length]}`;
