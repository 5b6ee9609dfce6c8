import { notServedYet } from '../../http/errors.ts'
import { type Operation, operation } from '../../http/operation.ts'

type Place = readonly [method: Operation['method'], path: string, name: string]

/**
 * What the vendor has and we will: loyalty. Version 2 by the names of the vendor's description; those of version 3 that
 * its pages show by names of ours. All of them are answered with 501 in every version, to who was let in.
 */
const loyalty: readonly Place[] = [
  ['GET', '/achievements', 'Achievements_GetAllAchievements'],
  ['GET', '/contacts/{contactId}/achievements', 'Achievements_GetAchievementsForContact'],
  ['POST', '/contacts/{contactId}/achievements/{achievementId}', 'Achievements_SetAchievement'],
  ['DELETE', '/contacts/{contactId}/achievements/{achievementId}', 'Achievements_RemoveAchievement'],

  ['GET', '/contacts/{contactId}/bonuschecks', 'BonusChecks_GetBonusChecksForContact'],
  ['GET', '/contacts/{contactId}/bonuschecks/redeemed', 'BonusChecks_GetRedeemedBonusChecksForContact'],
  ['GET', '/contacts/{contactId}/bonuschecks/available', 'BonusChecks_GetAvailableBonusChecks'],
  ['POST', '/contacts/{contactId}/bonuschecks/{bonusCheckId}/redeem', 'BonusChecks_RedeemBonusCheck'],
  ['POST', '/promotions/reward-vouchers/{id}/reactivate', 'OfferPromotions_ReactivatePromotionCode'],
  ['GET', '/reward-vouchers', 'RewardVouchers_GetRewardVouchers'],
  ['GET', '/reward-vouchers/available', 'RewardVouchers_GetAvailableRewardVouchers'],
  ['GET', '/reward-vouchers/redeemed', 'RewardVouchers_GetRedeemedRewardVouchers'],
  ['POST', '/reward-vouchers/{rewardVoucherId}/redeem', 'RewardVouchers_RedeemRewardVoucher'],
  ['POST', '/reward-vouchers/{rewardVoucherId}/reactivate', 'RewardVouchers_ReactivateRewardVoucher'],

  ['GET', '/challenges', 'Challenge_GetChallenges'],
  ['GET', '/challenges/{id}', 'Challenge_GetChallengeById'],
  ['GET', '/challenges/definitions', 'Challenge_GetChallengeDefinitions'],
  ['GET', '/challenges/definitions/{id}', 'Challenge_GetChallengeDefinitionById'],
  ['POST', '/challenges/checkpoints', 'Challenge_AddChallengeCheckPoints'],
  ['POST', '/challenges/definitions/{id}/assign', 'Challenge_Consent'],
  ['POST', '/challenges/definitions/{id}/activate', 'Challenge_Activate'],

  ['GET', '/point-accounts', 'PointAccount_PointAccountGet2'],
  ['GET', '/point-accounts/{id}', 'PointAccount_PointAccountGet'],
  ['GET', '/point-accounts/definitions', 'PointAccount_GetDefinitions'],
  ['GET', '/point-accounts/definitions/{id}', 'PointAccount_GetDefinition'],
  ['GET', '/point-accounts/transactions', 'PointAccount_PointTransactions2'],
  ['GET', '/point-accounts/transactions/{id}', 'PointAccount_PointTransactions'],
  ['POST', '/point-accounts/transactions', 'PointAccount_AddPointTransactions'],
  ['GET', '/point-transactions', 'PointTransactions_GetPointTransactions'],
  ['POST', '/point-transactions', 'PointTransactions_AddPointTransaction'],
  ['POST', '/contacts/{contactId}/rewardpointtransaction', 'BonusPointTransactions_AdjustRewardPoints'],
  [
    'GET',
    '/contacts/{contactId}/bonuspointtransactions',
    'BonusPointTransactions_GetBonusPointTransactionsForContact',
  ],

  ['GET', '/contacts/{contactId}/promotions', 'OfferPromotions_GetPromotionsForContact'],
  ['POST', '/contacts/{contactId}/promotions/{promotionId}/assign', 'AssignPromotion_Assign'],
  ['POST', '/contacts/{contactId}/promotions/{promotionId}/redeem', 'OfferPromotions_Redeem'],
  ['POST', '/promotions/codes/{promotionId}/redeem', 'OfferPromotions_RedeemByPromotionId'],
  ['POST', '/promotions/multichannels', 'MultichannelPromotions_Create'],
  ['GET', '/promotions/multichannels', 'MultichannelPromotions_GetByExternalId'],
  ['DELETE', '/promotions/multichannels', 'MultichannelPromotions_DeleteByExternalId'],
  ['GET', '/promotions/multichannels/validity', 'MultichannelPromotions_GetByValidityExternalId'],
  ['GET', '/promotions/multichannels/{id}', 'MultichannelPromotions_GetById'],
  ['PUT', '/promotions/multichannels/{id}', 'MultichannelPromotions_Update'],
  ['DELETE', '/promotions/multichannels/{id}', 'MultichannelPromotions_DeleteById'],
  ['GET', '/promotions/multichannels/{id}/validity', 'MultichannelPromotions_GetValidityById'],
  ['PUT', '/promotions/multichannels/{id}/validity', 'MultichannelPromotions_UpdateValidity'],

  ['GET', '/contacts/{contactId}/posoffers/all', 'PosOffer_GetAllPosOffersForContact'],
  ['GET', '/contacts/{contactId}/posoffers/available', 'PosOffer_GetAvailablePosOffersForContact'],
  ['POST', '/contacts/{contactId}/posoffers/{id}/redeem', 'PosOffer_Redeem'],
  ['GET', '/contacts/bykey/{keyValue}/posoffers/all', 'PosOffer_GetAllPosOffersByKey'],
  ['GET', '/contacts/bykey/{keyValue}/posoffers/available', 'PosOffer_GetAvailablePosOffersByKey'],
  ['POST', '/contacts/bykey/{keyValue}/posoffers/{id}/redeem', 'PosOffer_RedeemByKey'],
  [
    'GET',
    '/contacts/{contactType}/bykey/{keyValue}/posoffers/all',
    'PosOffer_GetAllPosOffersByContactTypeAndKey',
  ],
  [
    'GET',
    '/contacts/{contactType}/bykey/{keyValue}/posoffers/available',
    'PosOffer_GetAvailablePosOffersByContactTypeAndKey',
  ],
  [
    'POST',
    '/contacts/{contactType}/bykey/{keyValue}/posoffers/{id}/redeem',
    'PosOffer_RedeemByContactTypeAndKey',
  ],

  ['PUT', '/inventory/stock-levels', 'Inventory_UpdateStockLevel'],
  ['PUT', '/inventory/stock-levels/batch', 'Inventory_UpdateStockLevels'],
  ['POST', '/inventory/backinstock/subscriptions', 'BackInStockSubscription_Subscribe'],
  ['DELETE', '/inventory/backinstock/subscriptions/{subscriptionId}', 'BackInStockSubscription_Unsubscribe'],
  ['GET', '/contacts/{contactId}/backinstock/subscriptions', 'BackInStockSubscription_GetByContactId'],
]

export const plannedOperations: readonly Operation[] = loyalty.map(([method, path, name]) =>
  operation({
    method,
    path,
    name,
    summary: 'Planned',
    tag: 'Loyalty',
    scope: method === 'GET' ? 'loyalty:read' : 'loyalty:write',
    replies: {},
    errors: ['NotImplemented'],
    async handle() {
      throw notServedYet(name)
    },
  }),
)
