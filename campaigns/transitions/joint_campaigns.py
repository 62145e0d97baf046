"""Which state of a joint campaign may follow which."""

from foundation.transitions import TransitionTable

from ..choices import JointCampaignState

JOINT_CAMPAIGN = TransitionTable(
    {
        JointCampaignState.OPEN: [JointCampaignState.CLOSED],
        JointCampaignState.CLOSED: [JointCampaignState.OPEN],
    }
)
