"""Holds the words and prices the sample is made of, and who carries which trap."""

import numpy as np

COLUMNS = {
    "influencers": "id name category gender follower_count platform".split(),
    "posts": "post_id influencer_id platform date url caption reach likes comments".split(),
    "tracking_data": "source campaign influencer_id user_id product date orders revenue".split(),
    "payouts": "influencer_id basis rate orders total_payout".split(),
}
PLATFORMS = ("Instagram", "YouTube", "Twitter")
CATEGORIES = ("Fitness", "Nutrition", "Yoga", "Wellness", "Bodybuilding")
BRANDS = ("MuscleBlaze", "HKVitals", "Gritzo")
# Four campaigns and three products a brand, in the order of BRANDS; campaigns follow the season.
CAMPAIGNS = (
    "MuscleBlaze_StrongStart MuscleBlaze_BiozymePower MuscleBlaze_SummerFit MuscleBlaze_MonsoonMuscle "
    "HKVitals_DailyWellness HKVitals_SummerGlow HKVitals_OmegaHeart HKVitals_ImmunityBoost "
    "Gritzo_ExamFuel Gritzo_SuperMilk_Launch Gritzo_SummerCamp Gritzo_BackToSchool"
).split()
PRODUCTS = (
    "MuscleBlaze Biozyme Whey|MuscleBlaze Creatine|MuscleBlaze Pre Workout|"
    "HKVitals Multivitamin|HKVitals Skin Collagen|HKVitals Fish Oil|"
    "Gritzo SuperMilk Height Plus|Gritzo SuperMilk Young Athletes|Gritzo Kids Omega"
).split("|")
# Who carries which trap, as a place in influencers.csv; negative ones count from its end.
HOST, MISCOUNTED, UNPAID, ORDERLESS, POSTLESS, IDLE = 0, 1, -4, -3, -2, -1
HANDLES = ("moves", "eatsclean", "flows", "livewell", "lifts")  # in the order of CATEGORIES
WOMEN = "Aditi Ananya Diya Isha Kavya Kritika Meera Naina Nandini Pooja Rhea Saanvi Sneha Tara"
MEN = "Aarav Arjun Dev Harsh Ishaan Kabir Karthik Manav Nikhil Rohan Sahil Varun Vihaan Yash"
SURNAMES = "Nair Kulkarni Bansal Iyer Sethi Rawat Deshmukh Menon Chawla Bhatt Reddy Gill"
CAPTIONS = ("Morning stack, sorted!", "My honest 30-day review.", "Six weeks in and still loving it.")
BRAND_ODDS = np.array([[6, 3, 1], [3, 4, 3], [1, 6, 3], [1, 5, 4], [8, 2, 0]]) / 10  # category x brand
PRICES = np.array([2190, 1290, 1490, 1090, 1420, 1150, 1490, 1390, 1190])  # INR, in the order of PRODUCTS
PULLS = np.array([[0.8, 1.0], [1.0, 0.8], [0.55, 0.45]])  # platform x (reach, engagement)
WEEKDAYS = np.array([0.90, 0.87, 0.90, 0.96, 1.06, 1.20, 1.16])  # Monday first
ORDER_VALUE = 1500  # INR, of an average order; sets what a post must cost to meet its target ROAS
