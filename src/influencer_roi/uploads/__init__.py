"""Takes in what is brought to be published, and answers the desk where it is looked at."""

from influencer_roi.uploads.desk import PublishDesk as PublishDesk
from influencer_roi.uploads.routes import uploads as uploads
